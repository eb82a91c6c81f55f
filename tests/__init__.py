"""Tests. A package, because Argos Translate installs one of the same name."""
