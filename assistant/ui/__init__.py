"""The Gradio pages, one file per page; with app.py the only importers of gradio."""
