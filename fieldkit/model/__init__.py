"""The words everybody uses: answers, events, records, errors, clock. No input or output."""
