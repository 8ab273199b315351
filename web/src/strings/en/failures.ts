/** What can go wrong, and what to do about it. */

import type { FailureCode } from '../../protocol/failure';

export const failures: Readonly<Record<FailureCode, string>> = {
  'picture-empty': 'This file is empty. Choose another picture.',
  'picture-not-picture': 'This file is not a picture that Easel knows. Choose a JPEG, PNG, WebP, AVIF, GIF or BMP.',
  'picture-svg': 'SVG drawings cannot be used. Save it as a PNG and choose that.',
  'picture-broken': 'This picture is damaged and cannot be opened. Choose another one, or save it anew first.',
  'picture-unsupported': 'This browser cannot open that kind of picture. Save it as a JPEG or PNG and choose that.',
  'picture-too-heavy': 'This file is larger than 64 MB. Save it smaller and choose that.',
  'picture-too-large': 'This picture has more than 64 megapixels. Scale it down and choose that.',
  'picture-too-small': 'This picture is too small: each side needs at least 32 pixels. Choose a larger one.',
  'picture-unreachable': 'The picture could not be read. Check that it is still there, and choose it again.',
  'program-unreachable': 'A part of Easel could not be downloaded. Check your connection and try again.',
  'network-unreachable': 'The painting networks could not be downloaded. Check your connection and paint again.',
  'network-manifest': 'The list of painting networks on this server does not fit this page. Reload the page.',
  'network-checksum': 'The painting networks arrived damaged. Reload the page to download them again.',
  'network-broken': 'The painting networks on this server cannot be used. Reload the page, or tell whoever runs it.',
  'backend-unknown':
    'The address asks for an unknown back end. Use ?backend=webgpu, webgl, wasm or cpu, or none at all.',
  'backend-unavailable':
    'The back end that the address asks for cannot run in this browser. Remove “?backend=…” to let Easel choose.',
  'backend-none': 'This browser can run none of the ways to paint. Try a current Firefox, Chrome, Edge or Safari.',
  'gpu-lost': 'The graphics processor gave up. Paint again, or close other pages first.',
  'out-of-memory': 'There is not enough memory for this picture. Close other pages, or choose a smaller photo.',
  'result-invalid': 'The painting came out damaged on this device. Add ?backend=wasm to the address and try again.',
  'camera-insecure':
    'Browsers give no camera to pages on insecure addresses. Open Easel over https, or use a video file.',
  'camera-none': 'No camera was found. Plug one in and try again, or use a video file.',
  'camera-denied':
    'The browser keeps the camera from this page. Allow it in the address bar and try again, or use a video file.',
  'camera-busy': 'The camera does not start. Close other programs that use it and try again, or choose another camera.',
  'camera-size': 'This camera offers no picture that Easel can use. Choose another camera, or use a video file.',
  'camera-unplugged': 'The camera was disconnected. Plug it in and use it again; style and settings are kept.',
  'film-unreadable': 'This browser cannot play that video. Choose an MP4 or WebM, or convert it first.',
  'recording-failed': 'The recording failed. Try again, or close other pages first.',
  'export-failed': 'The painted video could not be made. Try again at a smaller size, or close other pages first.',
  'save-failed': 'The picture could not be saved. Close other pages and try again, or choose PNG.',
  'copy-failed': 'The picture could not be copied. Allow this page to use the clipboard, or download the picture.',
  'share-failed': 'The share sheet did not open. Press Share once more, or download the picture.',
  cancelled: 'Cancelled.',
  unexpected: 'Something went wrong. Paint again; if that does not help, reload the page.',
};

/** What is different to say of some of them while painting live. */
export const liveFailures: Partial<Readonly<Record<FailureCode, string>>> = {
  'gpu-lost': 'The graphics processor gave up more than once. Close other pages, then start painting again.',
  'out-of-memory': 'There is not enough memory. Close other pages or choose less detail, then start painting again.',
  'result-invalid': 'Frames come out damaged on this device. Add ?backend=wasm to the address and try again.',
  unexpected: 'Something went wrong. Start painting again; if that does not help, reload the page.',
};
