"""What happens when a page emits an intent: a presenter is asked, off the GUI thread."""
