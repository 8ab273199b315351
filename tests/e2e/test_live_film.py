"""A video file instead of the camera: it plays painted, and is saved painted, with its sound."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Download, expect

from tests.e2e.live import LiveStudio, distance
from tests.e2e.moving import FILM_SECONDS, FILM_SIZE


def test_film_plays_painted(live: LiveStudio, film: Path) -> None:
    live.open_live()
    live.use_film(film)
    raw = live.decode(film, [0.5])["frames"][0]
    assert distance(live.next_frames(2)[-1], raw) > 20
    expect(live.tool("Mirror")).to_have_attribute("aria-pressed", "false")
    live.tool("Pause").click()
    expect(live.tool("Play")).to_be_visible()
    live.page.get_by_role("slider", name="Position in the video").fill("0")
    live.tool("Play").click()
    live.next_frames(2)


def test_film_is_saved_painted_with_its_sound(live: LiveStudio, film: Path, tmp_path: Path) -> None:
    live.open_live()
    live.use_film(film)
    live.page.get_by_label("Detail").select_option("160 px")
    before = live.frame_count
    saved = live.save(live.tool("Save painted video"), tmp_path)
    painted = live.frame_count - before

    original, decoded = live.decode(film, [0.25, 0.75]), live.decode(saved, [0.25, 0.75])
    assert abs(decoded["duration"] - original["duration"]) < 0.2
    assert decoded["size"] == list(FILM_SIZE)
    assert decoded["loudest"] > original["loudest"] / 2 > 0.05
    assert painted >= 5 * FILM_SECONDS, "fewer pictures were painted than the slowest film has"
    for was, became in zip(original["frames"], decoded["frames"], strict=True):
        assert distance(was, became) > 20
    expect(live.notice).to_have_count(0)
    live.next_frames(2)


def test_film_is_saved_in_a_style_of_the_gallery(live: LiveStudio, film: Path, tmp_path: Path) -> None:
    live.open_live()
    live.use_film(film)
    live.page.get_by_label("Detail").select_option("160 px")
    saved = [live.save(live.tool("Save painted video"), tmp_path)]
    # Of which there is no picture, only what the network is told of it.
    styles = live.page.get_by_role("region", name="Style", exact=True)
    styles.get_by_role("button", name="The Matterhorn", exact=True).click()
    expect(live.page.get_by_role("img", name="Live painting in the style of The Matterhorn")).to_be_visible()
    (tmp_path / "master").mkdir()
    saved.append(live.save(live.tool("Save painted video"), tmp_path / "master"))

    original = live.decode(film, [0.25, 0.75])
    before, master = (live.decode(file, [0.25, 0.75]) for file in saved)
    assert abs(master["duration"] - original["duration"]) < 0.2
    assert master["loudest"] > original["loudest"] / 2 > 0.05
    for was, other, became in zip(original["frames"], before["frames"], master["frames"], strict=True):
        assert distance(was, became) > 20
        assert distance(other, became) > 12
    expect(live.notice).to_have_count(0)


def test_film_is_recorded_where_its_pictures_cannot_be_encoded(live: LiveStudio, film: Path, tmp_path: Path) -> None:
    live.page.add_init_script("delete window.VideoEncoder")
    live.open_live()
    live.use_film(film)
    saved = live.save(live.tool("Save painted video"), tmp_path)
    original, decoded = live.decode(film, [0.5]), live.decode(saved, [0.5])
    assert abs(decoded["duration"] - original["duration"]) < 0.5
    assert decoded["loudest"] > original["loudest"] / 2 > 0.05
    assert distance(original["frames"], decoded["frames"]) > 20


def test_saving_a_film_survives_lost_graphics(live: LiveStudio, film: Path, tmp_path: Path) -> None:
    live.expect_error("gpu-lost")
    live.keep_contexts()
    live.open_live("webgl")
    live.use_film(film)
    live.page.get_by_label("Detail").select_option("160 px")
    before = live.frame_count
    with live.page.expect_download() as download:
        live.tool("Save painted video").click()
        live.frames_from(before, 3)
        live.lose_contexts()
        expect(live.notice).to_contain_text("graphics processor was lost")
        expect(live.page.get_by_role("progressbar", name="Painting the video")).to_be_visible()
    saved = tmp_path / "painted.webm"
    download.value.save_as(saved)

    original, decoded = live.decode(film, [0.1, 0.5, 0.9]), live.decode(saved, [0.1, 0.5, 0.9])
    assert abs(decoded["duration"] - original["duration"]) < 0.2
    for was, became in zip(original["frames"], decoded["frames"], strict=True):
        assert distance(was, became) > 20
    live.expect_backend("webgl")


def test_saving_a_film_can_be_cancelled(live: LiveStudio, film: Path) -> None:
    downloads: list[Download] = []
    live.page.on("download", lambda download: downloads.append(download))
    live.open_live()
    live.use_film(film)
    # Large, so that it takes a while.
    live.page.get_by_label("Detail").select_option("640 px")
    live.tool("Save painted video").click()
    expect(live.page.get_by_role("progressbar", name="Painting the video")).to_be_visible()
    expect(live.status).to_contain_text("Painting the video")
    live.cancel_button.click()
    expect(live.cancel_button).to_have_count(0)
    expect(live.tool("Save painted video")).to_be_enabled()
    live.next_frames(2)
    assert downloads == []
    expect(live.notice).to_have_count(0)


def test_a_dropped_painting_gives_its_settings_and_another_picture_is_no_film(
    live: LiveStudio, photo: Path, tmp_path: Path
) -> None:
    page = live.page
    live.open()
    live.choose_photo(photo)
    gallery = page.get_by_role("region", name="Style", exact=True)
    gallery.get_by_role("button", name="Etching", exact=True).click()
    live.wait_until_painted("astronaut", "Etching")
    live.strength.fill("60")
    painting = live.download(tmp_path)
    gallery.get_by_role("button", name="Mosaic", exact=True).click()
    live.strength.fill("90")
    page.get_by_role("link", name="Live").click()
    expect(page.get_by_role("region", name="Live picture")).to_be_visible()
    live.drop("main", photo)
    expect(live.notice).to_contain_text("There was no video file in that.")
    live.drop("main", painting)
    expect(live.notice).to_contain_text("This painting holds its settings")
    expect(live.notice).not_to_contain_text("video")
    expect(gallery.get_by_role("button", name="Etching", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(live.strength).to_have_value("60")


def test_dropped_film_replaces_the_camera(live: LiveStudio, film: Path) -> None:
    live.open_live()
    live.use_camera()
    live.drop("main", film)
    expect(live.tool("Save painted video")).to_be_visible()
    live.wait_until_live()
    live.next_frames(2)
    live.page.get_by_role("button", name="Close the video").click()
    expect(live.camera_button).to_be_visible()
