"""The faces of the room: the Qt shell and the web pages."""
