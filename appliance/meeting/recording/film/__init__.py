"""The film of a recording: one picture and one sound of all that was kept, made by a process of its own."""
