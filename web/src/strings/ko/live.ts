/** The words of Live. */

import type { LiveStrings } from '../live';
import { clock, formats } from '../formats';

const { decimal } = formats('ko');

export const live: LiveStrings = {
  stage: '라이브 화면',
  picture: (style) => (style ? `라이브 그림, ‘${style}’ 스타일` : '라이브 그림'),
  unpainted: '아직 그리지 않은 카메라 또는 동영상 화면',
  invitation: '그림이 된 나를 만나 보세요',
  promise: '카메라 화면은 이 브라우저 안에서만 그려지고 절대 밖으로 나가지 않아요.',
  useCamera: '카메라 켜기',
  useFilm: '동영상 열기',
  film: '동영상',
  restart: '다시 그리기 시작',
  waiting: (waiting) => {
    switch (waiting) {
      case 'camera':
        return '카메라를 기다리는 중이에요. 브라우저가 물으면 허용해 주세요.';
      case 'film':
        return '동영상 여는 중';
      case 'network':
        return '그릴 준비를 하는 중';
    }
  },

  source: '영상',
  camera: '카메라',
  cameraName: (label, number) => label || `카메라 ${String(number)}`,
  anyCamera: '아무거나',
  switchFacing: '앞뒤 전환',
  stopSource: '끄기',
  closeFilm: '동영상 닫기',
  size: '세밀함',
  sizeAuto: '자동',
  sizePixels: (size) => `${String(size)} px`,

  mirror: '좌우 반전',
  keepColours: '색 유지',
  keepColoursName: '색 유지: 카메라나 동영상의 색을 그대로 써요',
  compare: '비교',
  fullScreen: '전체 화면',
  pictureInPicture: '작은 창',
  snapshot: '스냅샷',
  record: '녹화',
  stopRecording: (elapsed) => `정지 ${clock(elapsed)}`,
  stopRecordingLabel: '정지: 녹화를 멈추고 저장',
  exportFilm: '그림 동영상 저장',
  exporting: (share) => `동영상 그리는 중: ${String(Math.floor(share * 100))}%`,
  exportPace: '모든 장면을 그리기 때문에 동영상 길이보다 오래 걸릴 수 있어요. 동영상은 이 기기를 벗어나지 않아요.',
  play: '재생',
  pause: '일시 정지',
  mute: '소리 끄기',
  unmute: '소리 켜기',
  position: '재생 위치',
  positionValue: (at, of) => `${clock(of)} 중 ${clock(at)}`,

  fps: (fps) => `초당 ${decimal(fps < 10 ? fps : Math.round(fps))}프레임`,
  paintedAt: (size) => `${String(size)} px로 그림`,
  back: '라이브로 돌아가기',
  stillName: '스냅샷',
  recordingName: '카메라',
  dropFilm: '놓으면 이 동영상을 그려요',

  spoken: {
    cameraOn: (name) => `카메라 켜짐: ${name}.`,
    filmOpen: (name) => `동영상 열림: ${name}.`,
    painting: (style) => `‘${style}’ 스타일로 실시간으로 그리고 있어요.`,
    recording: '녹화하고 있어요.',
    exporting: (share) => `동영상 그리는 중: ${String(Math.floor(share * 4) * 25)}퍼센트.`,
    still: (style) => `스냅샷을 ‘${style}’ 스타일로 그렸어요.`,
  },
};
