QUESTION_TYPE_DICT: dict[str, dict[str, dict[str, str]]]
