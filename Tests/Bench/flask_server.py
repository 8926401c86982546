"""The server that this project began with, after its description: OpenCV captures and encodes, Flask sends.

    flask_server.py DEVICE WIDTHxHEIGHT RATE PORT
"""

import sys

import cv2
import flask

device, size, rate, port = sys.argv[1:]
app = flask.Flask(__name__)


def parts():
    """Each picture with the head before it, and nothing behind it: no length, and the boundary comes with the next."""
    capture = cv2.VideoCapture(device, cv2.CAP_V4L2)
    for setting, value in zip((cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT), size.split("x")):
        capture.set(setting, int(value))
    capture.set(cv2.CAP_PROP_FPS, int(rate))
    while True:
        is_read, picture = capture.read()
        if not is_read:
            return
        _, jpeg = cv2.imencode(".jpg", picture)
        yield b"--frame\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg.tobytes() + b"\r\n"


@app.route("/video_feed")
def video_feed():
    """The stream."""
    return flask.Response(parts(), mimetype="multipart/x-mixed-replace; boundary=frame")


app.run(host="127.0.0.1", port=int(port), threaded=True)
