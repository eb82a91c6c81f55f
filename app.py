"""The web app: `python app.py` is the same as `leitlinien serve`."""

from assistant.cli import main

if __name__ == "__main__":
    main(["serve"])
