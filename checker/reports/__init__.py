"""What the faces show: JSON, console, HTML, Word; all said from models/messages."""
