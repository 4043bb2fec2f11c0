"""Printed values: amounts, dates, durations, percentages, identifiers."""
