"""One page per file: shows a view model, emits intents, knows no operation."""
