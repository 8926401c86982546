"""What people write with OpenCV: reads pictures of an address, and prints size, channels and digest of each.

    opencv_reader.py URL COUNT
"""

import hashlib
import sys

import cv2

capture = cv2.VideoCapture(sys.argv[1])
if not capture.isOpened():
    sys.exit("it is not opened")
for _ in range(int(sys.argv[2])):
    is_read, picture = capture.read()
    if not is_read:
        sys.exit("it reads no picture")
    height, width, channels = picture.shape
    print(width, height, channels, hashlib.sha256(picture.tobytes()).hexdigest())
capture.release()
