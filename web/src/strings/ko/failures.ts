/** What can go wrong, and what to do about it. */

import type { FailureCode } from '../../protocol/failure';

export const failures: Readonly<Record<FailureCode, string>> = {
  'picture-empty': '빈 파일이에요. 다른 사진을 골라 주세요.',
  'picture-not-picture': 'Easel이 아는 이미지 파일이 아니에요. JPEG, PNG, WebP, AVIF, GIF, BMP 중에서 골라 주세요.',
  'picture-svg': 'SVG 그림은 쓸 수 없어요. PNG로 저장한 뒤 골라 주세요.',
  'picture-broken': '파일이 손상되어 열 수 없어요. 다시 저장하거나 다른 이미지를 골라 주세요.',
  'picture-unsupported': '이 브라우저에서는 열 수 없는 형식이에요. JPEG나 PNG로 저장한 뒤 골라 주세요.',
  'picture-too-heavy': '파일이 64MB보다 커요. 더 작게 저장한 뒤 골라 주세요.',
  'picture-too-large': '이미지가 6,400만 화소보다 커요. 크기를 줄인 뒤 골라 주세요.',
  'picture-too-small': '이미지가 너무 작아요. 가로와 세로가 32픽셀 이상이어야 해요. 더 큰 이미지를 골라 주세요.',
  'picture-unreachable': '이미지를 읽지 못했어요. 파일이 그대로 있는지 확인하고 다시 골라 주세요.',
  'program-unreachable': 'Easel의 일부를 내려받지 못했어요. 인터넷 연결을 확인하고 다시 해 주세요.',
  'network-unreachable': '그림을 그리는 신경망을 내려받지 못했어요. 인터넷 연결을 확인하고 다시 그려 주세요.',
  'network-manifest': '서버의 신경망 목록이 이 페이지와 맞지 않아요. 페이지를 새로 고쳐 주세요.',
  'network-checksum': '신경망을 내려받다가 파일이 손상됐어요. 페이지를 새로 고쳐 다시 내려받아 주세요.',
  'network-broken': '서버의 신경망을 쓸 수 없어요. 페이지를 새로 고치거나 운영하는 분께 알려 주세요.',
  'backend-unknown':
    '주소에 적힌 백엔드를 알 수 없어요. ?backend=webgpu, webgl, wasm, cpu 중 하나를 쓰거나 아예 빼 주세요.',
  'backend-unavailable':
    '주소에서 지정한 백엔드는 이 브라우저에서 쓸 수 없어요. “?backend=…”를 지우면 Easel이 알아서 골라요.',
  'backend-none': '이 브라우저에서는 그림을 그릴 방법이 없어요. 최신 Firefox, Chrome, Edge, Safari를 써 주세요.',
  'gpu-lost': 'GPU가 멈췄어요. 다시 그리거나, 먼저 다른 페이지를 닫아 주세요.',
  'out-of-memory': '이 이미지를 그릴 메모리가 부족해요. 다른 페이지를 닫거나 더 작은 사진을 골라 주세요.',
  'result-invalid': '이 기기에서 그림이 깨져서 나왔어요. 주소 뒤에 ?backend=wasm을 붙이고 다시 해 보세요.',
  'camera-insecure':
    '안전하지 않은 주소에서는 브라우저가 카메라를 열어 주지 않아요. https로 Easel을 열거나 동영상 파일을 써 주세요.',
  'camera-none': '카메라를 찾지 못했어요. 카메라를 연결하고 다시 하거나 동영상 파일을 써 주세요.',
  'camera-denied': '브라우저가 카메라를 막고 있어요. 주소창에서 카메라를 허용하고 다시 하거나 동영상 파일을 써 주세요.',
  'camera-busy': '카메라가 켜지지 않아요. 카메라를 쓰는 다른 프로그램을 닫고 다시 하거나 다른 카메라를 골라 주세요.',
  'camera-size': '이 카메라는 Easel에서 쓸 수 있는 영상을 주지 않아요. 다른 카메라나 동영상 파일을 써 주세요.',
  'camera-unplugged': '카메라 연결이 끊어졌어요. 다시 연결하고 켜 주세요. 스타일과 설정은 그대로 있어요.',
  'film-unreadable': '이 브라우저에서는 재생할 수 없는 동영상이에요. MP4나 WebM을 고르거나 먼저 변환해 주세요.',
  'recording-failed': '녹화하지 못했어요. 다시 하거나, 먼저 다른 페이지를 닫아 주세요.',
  'export-failed': '그림 동영상을 만들지 못했어요. 더 작은 크기로 다시 하거나, 먼저 다른 페이지를 닫아 주세요.',
  'save-failed': '그림을 저장하지 못했어요. 다른 페이지를 닫고 다시 하거나 PNG를 골라 주세요.',
  'copy-failed': '그림을 복사하지 못했어요. 이 페이지에 클립보드를 허용하거나 그림을 내려받아 주세요.',
  'share-failed': '공유 창이 열리지 않았어요. 공유를 다시 누르거나 그림을 내려받아 주세요.',
  cancelled: '취소했어요.',
  unexpected: '문제가 생겼어요. 다시 그려 보고, 그래도 안 되면 페이지를 새로 고쳐 주세요.',
};

/** What is different to say of some of them while painting live. */
export const liveFailures: Partial<Readonly<Record<FailureCode, string>>> = {
  'gpu-lost': 'GPU가 여러 번 멈췄어요. 다른 페이지를 닫고 다시 시작해 주세요.',
  'out-of-memory': '메모리가 부족해요. 다른 페이지를 닫거나 세밀함을 낮추고 다시 시작해 주세요.',
  'result-invalid': '이 기기에서 화면이 깨져서 나와요. 주소 뒤에 ?backend=wasm을 붙이고 다시 해 보세요.',
  unexpected: '문제가 생겼어요. 다시 시작해 보고, 그래도 안 되면 페이지를 새로 고쳐 주세요.',
};
