from collections.abc import Container, Mapping

def process_header(
    header: str,
    use_double_colon: bool,
    header_aliases: Mapping[str, str | tuple[str, ...]],
    header_columns: Container[str],
) -> tuple[str, tuple[str, ...]]: ...
