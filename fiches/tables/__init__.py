"""Materials and sources as tables: the columns that go out and come in again."""
