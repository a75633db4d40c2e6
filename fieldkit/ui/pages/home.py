"""Home: what can be begun, what was begun, what is finished, what was sent."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, nbind, text
from fieldkit.ui.models.home import DraftLine, FinishedLine, HomeView
from fieldkit.ui.models.join import Standing
from fieldkit.ui.pages.page import Page
from fieldkit.ui.reading_order import joined
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.coordination_card import CoordinationCard
from fieldkit.ui.widgets.draft_row import DraftRow
from fieldkit.ui.widgets.exchange_card import ExchangeCard
from fieldkit.ui.widgets.finished_row import FinishedRow
from fieldkit.ui.widgets.list_section import ListSection
from fieldkit.ui.widgets.long_list import Listed
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.start_cards import StartCards
from fieldkit.ui.widgets.tab_order import lead_through
from fieldkit.ui.widgets.texts import heading, muted, small


class HomePage(Page):
    """Emits what is wanted; what is wanted of a record carries its id."""

    start_wanted = Signal(str)
    continue_wanted = Signal(str)
    delete_wanted = Signal(str)
    move_wanted = Signal(str)
    move_back_wanted = Signal(str)
    review_wanted = Signal(str)
    send_wanted = Signal()
    receive_wanted = Signal()
    join_wanted = Signal()
    import_wanted = Signal()
    publish_wanted = Signal()
    devices_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.join_banner = Banner("warn")
        self.rejected_banner = Banner("danger")
        self.names_banner = Banner("warn")
        self.coordination = CoordinationCard()
        self.start = StartCards()
        self.exchange = ExchangeCard()
        self.drafts = ListSection(
            "Drafts",
            "No interview is half done. What you answer is kept here until you finish.",
            self._draft_row,
        )
        self.ready = ListSection("Ready to send", "", self._finished_row)
        self.sent = ListSection(
            "Sent",
            "Nothing was sent yet. Here you will see when the coordinator has it.",
            self._finished_row,
        )
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """The name of the page."""
        return text("Home")

    def focus_first(self) -> None:
        """The draft that somebody comes from; else the import for a coordinator, the first form for
        everybody else; where none can be started, what has to be done before."""
        if self.drafts.list.focus_line(self._begins_at):
            return
        for stop in (*self.coordination.stops, *self.start.cards, *self._stops()):
            if stop.isVisibleTo(self) and stop.isEnabled():
                stop.setFocus()
                return

    def show_model(self, view: HomeView) -> None:
        """Show where everything stands."""
        self._show_standing(view)
        self._show_forms(view)
        self.coordination.setVisible(view.coordination is not None)
        if view.coordination is not None:
            self.coordination.show_model(view.coordination)
        self.exchange.show_model(view)
        self.exchange.setVisible(view.place.standing is not Standing.NO_KIT)
        self.drafts.show_lines([_listed(line) for line in view.drafts])
        self.ready.show_lines([_listed(line) for line in view.ready])
        self.sent.show_lines([_listed(line) for line in view.sent])

    def begin_at(self, record: str) -> None:
        """Let the focus begin at this draft, where it is in the list."""
        self._begins_at = record
        self.drafts.list.reveal(record)

    def focus_drafts(self) -> None:
        """The first draft that is left; without any, where the page begins."""
        if self.drafts.list.rows:
            self.drafts.list.focus_row(0)
        else:
            self.focus_first()

    # --- inside

    def _show_standing(self, view: HomeView) -> None:
        waits = view.place.standing in (Standing.NO_KIT, Standing.NOT_ASKED, Standing.ASKED)
        self.join_banner.setVisible(waits)
        self._join = None
        if waits:
            words, action = _JOIN_WORDS[view.place.standing]
            self.join_banner.set_message(words)
            self._join = self.join_banner.set_action(action, self.join_wanted.emit)
        rejected = view.rejected
        self.rejected_banner.setVisible(rejected > 0)
        nbind(
            self.rejected_banner,
            "set_text",
            "The coordinator could not take {count} record. It is kept here; the reason stands"
            " beside it under Sent.",
            "The coordinator could not take {count} records. They are kept here; the reason stands"
            " beside each under Sent.",
            rejected,
        )
        self.names_banner.setVisible(not view.names_open)
        self._describe_place(view)

    def _describe_place(self, view: HomeView) -> None:
        place = view.place
        known = (place.deployment, place.team, place.label)
        self._place.setVisible(any(known))
        bind(self._place, "setText", lambda: joined((text("This computer"), *known)))

    def _show_forms(self, view: HomeView) -> None:
        self.start.show_forms(view.forms)
        self.start.setVisible(bool(view.forms))
        self._no_forms.setVisible(not view.forms)
        spoken = [each for form in view.forms for each in form.languages]
        self._star.setVisible(any(each.is_draft for each in spoken))

    def _draft_row(self, line: DraftLine) -> QWidget:
        row = DraftRow(line)
        row.continue_wanted.connect(self.continue_wanted)
        row.delete_wanted.connect(self.delete_wanted)
        row.move_wanted.connect(self.move_wanted)
        row.move_back_wanted.connect(self.move_back_wanted)
        return row

    def _finished_row(self, line: FinishedLine) -> QWidget:
        row = FinishedRow(line)
        row.review_wanted.connect(self.review_wanted)
        return row

    def _stops(self) -> list[QWidget]:
        """Everything to press, in the order of reading."""
        return [
            *([self._join] if self._join is not None else []),
            *self.coordination.stops,
            *self.start.cards,
            *self.drafts.list.stops,
            *self.exchange.stops,
            *self.ready.list.stops,
            *self.sent.list.stops,
        ]

    def _lead_tab(self) -> None:
        """Rows come and go; the Tab key goes on in the order of reading."""
        lead_through(self._stops())

    def _connect(self) -> None:
        for section in (self.drafts, self.ready, self.sent):
            section.list.changed.connect(self._lead_tab)
        self.start.start_wanted.connect(self.start_wanted)
        self.exchange.send_wanted.connect(self.send_wanted)
        self.exchange.receive_wanted.connect(self.receive_wanted)
        self.coordination.import_wanted.connect(self.import_wanted)
        self.coordination.publish_wanted.connect(self.publish_wanted)
        self.coordination.devices_wanted.connect(self.devices_wanted)

    def _lay_out(self) -> None:
        self._scroll = ScrollColumn()
        self._place = small()
        self._star = small("* Draft translation: no person has reviewed these words yet.")
        self._no_forms = Card(role="card-flat")
        self._no_forms.add(muted("No form is installed here yet. Forms come with a kit."))
        start = QVBoxLayout()
        start.setSpacing(tokens().space_m)
        for widget in (heading("Start an interview"), self.start, self._no_forms, self._star):
            start.addWidget(widget)
        self.ready.add_above(self.exchange)
        self._scroll.add(self.join_banner)
        self._scroll.add(self.names_banner)
        self._scroll.add(self.rejected_banner)
        self._scroll.add(self.coordination)
        self._scroll.add(start)
        for widget in (self.drafts, self.ready, self.sent, self._place):
            self._scroll.add(widget)
        self._scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.names_banner.set_message(
            "Your passphrase does not open names and numbers, so no interview can be started or"
            " opened here."
        )

    _join: QWidget | None = None
    _begins_at = ""


# standing -> (what is said, the way on)
_JOIN_WORDS = {
    Standing.NO_KIT: (
        N_("This computer belongs to no deployment yet. Its forms come with the kit."),
        N_("Install a kit"),
    ),
    Standing.NOT_ASKED: (
        N_("This laptop has not joined yet. You can interview; to send, it has to join."),
        N_("Join"),
    ),
    Standing.ASKED: (
        N_("This laptop has asked to join. The six words of your coordinator complete it."),
        N_("Go on joining"),
    ),
}


def _listed(line: DraftLine | FinishedLine) -> Listed:
    """A line with what it can be found by: the person code, and the form in any language."""
    titles = (line.form.title, *(title for _, title in line.form.titles))
    return Listed(line.record, " ".join((line.person, *titles)), line)
