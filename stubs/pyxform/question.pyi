class MultipleChoiceQuestion:
    @staticmethod
    def get_slot_names() -> tuple[str, ...]: ...

class Option:
    @staticmethod
    def get_slot_names() -> tuple[str, ...]: ...
