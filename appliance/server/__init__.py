"""How clients reach the room: dispatcher, connections, Unix socket, WebSocket, HTTP."""
