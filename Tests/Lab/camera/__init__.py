"""An emulated USB camera: a UVC 1.1 device on a bulk endpoint, offered to QEMU over the usbredir protocol.

The guest's own uvcvideo drives it as it would drive a real one. Faults are asked for over a control socket.
"""
