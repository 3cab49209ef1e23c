"""The encounters: study days, their programme, their people, their reports."""
