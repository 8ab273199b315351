"""Live painting with a camera: frames, style, view, snapshot, recording, and the way in and out."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from tests.e2e.live import LiveStudio, distance
from tests.e2e.moving import CAMERA_SIZE
from tests.e2e.photographs import photograph, pixels
from tests.e2e.test_keyboard import NAMELESS, tab_to


def camera_picture() -> np.ndarray:
    """What the camera shows, mirrored, in 8 by 8 pixels."""
    return np.asarray(photograph("astronaut", 8, 8), dtype=np.float64)[:, ::-1]


def test_frames_arrive_painted(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    frames = live.next_frames(6)
    assert distance(frames[0], frames[5]) > 0.1, "the picture does not move"
    raw = camera_picture()
    assert distance(frames[5], raw) > 25, "the frames look like the camera's"
    grey, painted_grey = raw.mean(axis=2).ravel(), frames[5].mean(axis=2).ravel()
    assert np.corrcoef(grey, painted_grey)[0, 1] > 0.5, "the frames do not show what the camera shows"
    expect(live.facts).to_contain_text("frames/s")
    expect(live.facts).to_contain_text("painted at")
    live.expect_backend("wasm")


def test_style_changes_within_two_frames(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    before = live.next_frames(3)[-1]
    first, second = live.styles.nth(0), live.styles.nth(9)
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    # Its vector is made once, while frames go on in the style before.
    after = live.wait_for_change(before)
    # Both vectors are known now, so a switch shows at once: in the third frame at the latest, two were under way.
    seen = live.page.evaluate("(tile) => { tile.click(); return window.paintedFrames.length; }", first.element_handle())
    switched = live.frames_from(int(seen), 3)[-1]
    assert distance(switched, before) < distance(switched, after)


def test_view_changes_what_is_shown(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    painted = live.next_frames(2)[-1]
    raw = camera_picture()

    live.tool("Compare").click()
    live.divider.focus()
    live.page.keyboard.press("End")
    live.page.wait_for_timeout(300)
    unpainted = live.next_frames(3)[-1]
    assert distance(unpainted, raw) < distance(painted, raw) / 2, "right of nothing there is still painting"
    live.page.keyboard.press("Home")
    live.page.wait_for_timeout(300)
    assert distance(live.next_frames(3)[-1], painted) < 12

    live.tool("Mirror").click()
    live.page.wait_for_timeout(300)
    assert distance(live.next_frames(3)[-1], painted[:, ::-1]) < 12
    live.tool("Mirror").click()
    live.tool("Colours").click()
    live.page.wait_for_timeout(300)
    coloured = live.next_frames(3)[-1]
    chroma = [picture - picture.mean(axis=2, keepdims=True) for picture in (coloured, raw, painted)]
    assert distance(chroma[0], chroma[1]) < distance(chroma[2], chroma[1]) / 2
    live.tool("Colours").click()
    live.strength.fill("0")
    live.page.wait_for_timeout(300)
    assert distance(live.next_frames(3)[-1], unpainted) < 12


def test_size_can_be_pinned(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    live.page.get_by_label("Detail").select_option("224 px")
    expect(live.facts).to_contain_text("painted at 224 px")
    live.page.get_by_label("Detail").select_option("160 px")
    expect(live.facts).to_contain_text("painted at 160 px")


def test_snapshot_is_a_png_of_full_camera_size(live: LiveStudio, tmp_path: Path) -> None:
    live.open_live()
    live.use_camera()
    live.tool("Snapshot").click()
    expect(live.download_button.or_(live.notice).first).to_be_visible()
    shown = live.page.get_by_role("img", name="Painting: Snapshot in the style of")
    expect(shown).to_be_visible()
    saved = live.download(tmp_path)
    assert saved.read_bytes().startswith(b"\x89PNG")
    width, height = CAMERA_SIZE
    picture = pixels(saved)
    assert picture.shape == (height, width, 3)
    raw = np.asarray(photograph("astronaut", width, height), dtype=np.float64)[:, ::-1]
    assert distance(picture, raw) > 25

    live.tool("Back to live").click()
    live.next_frames(2)
    expect(live.picture).to_be_visible()


def test_recording_holds_painted_frames(live: LiveStudio, tmp_path: Path) -> None:
    live.open_live()
    live.use_camera()
    painted = live.next_frames(2)[-1]
    live.tool("Record").click()
    expect(live.status).to_contain_text("Recording")
    # A busy machine may leave out a second.
    expect(live.page.get_by_text(re.compile("Stop 0:(0[2-9]|[1-5])"))).to_be_visible()
    saved = live.save(live.tool("Stop and save"), tmp_path)
    assert saved.suffix in (".webm", ".mp4")
    decoded = live.decode(saved, [0.4, 0.8])
    assert 1.5 < decoded["duration"] < 20
    assert decoded["size"] == list(CAMERA_SIZE)
    raw = camera_picture()
    for frame in decoded["frames"]:
        assert distance(frame, painted) < distance(frame, raw) / 2
    expect(live.tool("Record")).to_be_enabled()


def test_hidden_tab_pauses(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    live.next_frames(2)
    live.set_hidden(True)
    live.wait_until_still()
    live.set_hidden(False)
    live.next_frames(2)


def test_leaving_switches_the_camera_off(live: LiveStudio) -> None:
    live.page.add_init_script("""
      const open = MediaDevices.prototype.getUserMedia;
      window.tracks = [];
      MediaDevices.prototype.getUserMedia = async function (constraints) {
        const stream = await open.call(this, constraints);
        window.tracks.push(...stream.getTracks());
        return stream;
      };
    """)
    live.open_live()
    live.use_camera()
    assert live.page.evaluate("window.tracks.map(({ readyState }) => readyState)") == ["live"]
    live.page.get_by_role("link", name="Photo").click()
    expect(live.page.get_by_role("img", name="Photo: ").first).to_be_visible()
    # The page tidies up once the new view is painted; the content security policy forbids wait_for_function.
    ended = """async () => {
      const all = () => window.tracks.every(({ readyState }) => readyState === 'ended');
      for (let waited = 0; !all() && waited < 10_000; waited += 20)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return all();
    }"""
    assert live.page.evaluate(ended)
    # The style goes along, and what it was is painted there.
    expect(live.styles.first).to_have_attribute("aria-pressed", "true")
    live.page.go_back()
    expect(live.page.get_by_role("link", name="Live")).to_have_attribute("aria-current", "page")


def test_nothing_but_settings_is_kept_and_nothing_left_the_page(live: LiveStudio, tmp_path: Path) -> None:
    """The fixture asserts that all requests were GETs of the site's files; here are the other ways out."""
    live.open_live()
    live.use_camera()
    live.tool("Record").click()
    live.next_frames(2)
    live.save(live.tool("Stop and save"), tmp_path)
    assert live.page.context.cookies() == []
    # The style, which is chosen by its name.
    assert set(live.page.evaluate("Object.keys(localStorage)")) <= {"easel.settings", "easel.styles"}
    kept = "[sessionStorage.length, indexedDB.databases().then((all) => all.length)]"
    assert live.page.evaluate(f"Promise.all({kept})") == [0, 0]


def test_all_by_keyboard(live: LiveStudio) -> None:
    live.page.goto(f"{live.address}/?backend=wasm")
    tab_to(live, live.page.get_by_role("link", name="Live"))
    live.page.keyboard.press("Enter")
    tab_to(live, live.camera_button)
    live.page.keyboard.press("Enter")
    live.wait_until_live()
    expect(live.status).to_contain_text("Painting live in the style of")
    tab_to(live, live.page.get_by_label("Detail"))
    tab_to(live, live.strength)
    for name in ("Record", "Snapshot", "Mirror", "Colours", "Compare"):
        tab_to(live, live.tool(name))
    live.page.keyboard.press("Space")
    tab_to(live, live.tool("Full screen"))
    tab_to(live, live.divider)
    tree = live.page.locator("body").aria_snapshot()
    assert re.findall(NAMELESS, tree, re.MULTILINE) == []
