"""The sample deployment and its seeded respondents; calls only `operations`."""
