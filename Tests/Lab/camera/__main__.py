"""Runs the camera: `python3 -m camera --pictures FOLDER --usb SOCKET --commands SOCKET [--serial TEXT]`."""

import argparse
import sys

from camera.pictures import Pictures
from camera.service import Log, Service

parser = argparse.ArgumentParser(prog="camera", description="An emulated USB camera for QEMU's usb-redir device.")
parser.add_argument("--pictures", required=True, help="folder with WIDTHxHEIGHT/*.jpg")
parser.add_argument("--usb", required=True, help="Unix socket for QEMU")
parser.add_argument("--commands", required=True, help="Unix socket for commands")
parser.add_argument("--serial", default="LAB0001", help="serial number of the camera")
options = parser.parse_args()
Service(Pictures(options.pictures), options.usb, options.commands, options.serial, Log(sys.stdout)).run()
