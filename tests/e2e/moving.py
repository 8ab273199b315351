"""Moving pictures that the tests make for themselves: what the fake camera shows, and a film with sound."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

from tests.e2e.photographs import photograph

CAMERA_SIZE = (320, 240)
CAMERA_RATE = 15
# Pixels from its place to the other end.
MOVES = 6
FILM_SIZE = (160, 120)
FILM_SECONDS = 1.2

# A coloured square that wanders over stripes, and a tone, recorded by the browser's own recorder.
RECORD_FILM = """
async ([width, height, seconds]) => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const audio = new AudioContext();
  await audio.resume();
  const tone = audio.createOscillator();
  const sound = audio.createMediaStreamDestination();
  tone.connect(sound);
  tone.start();
  const draw = () => {
    const t = performance.now() / 1000;
    for (let x = 0; x < width; x += 16) {
      context.fillStyle = x % 32 ? '#c9b79c' : '#3d5a80';
      context.fillRect(x, 0, 16, height);
    }
    context.fillStyle = '#e4572e';
    context.fillRect((width - 40) * (0.5 + 0.5 * Math.sin(3 * t)), height / 2 - 20, 40, 40);
  };
  draw();
  const drawing = setInterval(draw, 80);
  const stream = new MediaStream([...canvas.captureStream().getTracks(), ...sound.stream.getTracks()]);
  const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  recorder.stop();
  await stopped;
  clearInterval(drawing);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
"""


def save_camera_picture(path: Path) -> Path:
    """Write what the fake camera shows: a photograph that moves a few pixels to and fro, as YUV4MPEG2."""
    width, height = CAMERA_SIZE
    still = photograph("astronaut", width + MOVES, height)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{CAMERA_RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for shift in [*range(MOVES), *range(MOVES, 0, -1)]:
            ycc = np.asarray(still.crop((shift, 0, shift + width, height)).convert("YCbCr"))
            file.write(b"FRAME\n" + ycc[..., 0].tobytes())
            for channel in (1, 2):
                halves = ycc[..., channel].reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
                file.write(halves.round().astype(np.uint8).tobytes())
    return path


def save_film(path: Path, browser: Browser, address: str) -> Path:
    """Write a WebM of a little more than a second, with sound, that a browser recorded on a page of this address."""
    page = browser.new_page()
    page.goto(address)
    content = page.evaluate(RECORD_FILM, [*FILM_SIZE, FILM_SECONDS])
    page.close()
    path.write_bytes(base64.b64decode(content))
    return path
