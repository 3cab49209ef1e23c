"""The house: its machinery, its ground floor and its roof. No rule about fiches or events lives here."""
