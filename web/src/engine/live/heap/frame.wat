;; What happens to the pixels of a frame before and after the network: `arithmetic.ts` and `motion.ts` in SIMD, four
;; pixels at a time. Pictures are RGBA bytes, values RGB in 32-bit floats, 0..1; all parameters but sizes are addresses.
(module
  (import "env" "memory" (memory 1))

  ;; RGBA bytes as values, up to the address $end of the bytes.
  (func (export "toValues") (param $photo i32) (param $end i32) (param $values i32)
    (local $rgb v128)
    (loop $fours
      (local.set $rgb
        (i8x16.swizzle
          (v128.load (local.get $photo))
          (v128.const i8x16 0 1 2 4 5 6 8 9 10 12 13 14 16 16 16 16)))
      (v128.store (local.get $values)
        (f32x4.div
          (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (i16x8.extend_low_i8x16_u (local.get $rgb))))
          (v128.const f32x4 255 255 255 255)))
      (v128.store offset=16 (local.get $values)
        (f32x4.div
          (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (i16x8.extend_low_i8x16_u (local.get $rgb))))
          (v128.const f32x4 255 255 255 255)))
      (v128.store offset=32 (local.get $values)
        (f32x4.div
          (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (i16x8.extend_high_i8x16_u (local.get $rgb))))
          (v128.const f32x4 255 255 255 255)))
      (local.set $values (i32.add (local.get $values) (i32.const 48)))
      (local.set $photo (i32.add (local.get $photo) (i32.const 16)))
      (br_if $fours (i32.lt_u (local.get $photo) (local.get $end)))))

  ;; Values as RGBA bytes, clipped, up to the address $end of the bytes.
  (func (export "toBytes") (param $values i32) (param $into i32) (param $end i32)
    (local $0 v128) (local $1 v128) (local $2 v128)
    (local $full v128) (local $none v128) (local $whole v128) (local $byte v128) (local $opaque v128)
    ;; Most constants within a loop are made anew each time. A number of 2^23 and more has no places after the point:
    ;; added to another, it rounds it to a whole number in the last bits, halves to even, as browsers do for bytes.
    (local.set $full (f32x4.splat (f32.const 255)))
    (local.set $whole (f32x4.splat (f32.const 12582912)))
    (local.set $byte (i32x4.splat (i32.const 0xff)))
    (local.set $opaque (i32x4.splat (i32.const 0xff000000)))
    (loop $fours
      (local.set $0
        (f32x4.min
          (local.get $full)
          (f32x4.max
            (local.get $none)
            (f32x4.mul (v128.load (local.get $values)) (local.get $full)))))
      (local.set $1
        (f32x4.min
          (local.get $full)
          (f32x4.max
            (local.get $none)
            (f32x4.mul (v128.load offset=16 (local.get $values)) (local.get $full)))))
      (local.set $2
        (f32x4.min
          (local.get $full)
          (f32x4.max
            (local.get $none)
            (f32x4.mul (v128.load offset=32 (local.get $values)) (local.get $full)))))
      (v128.store (local.get $into)
        (v128.or
          (local.get $opaque)
          (i8x16.swizzle
            (i8x16.narrow_i16x8_u
              (i16x8.narrow_i32x4_s
                (v128.and (f32x4.add (local.get $0) (local.get $whole)) (local.get $byte))
                (v128.and (f32x4.add (local.get $1) (local.get $whole)) (local.get $byte)))
              (i16x8.narrow_i32x4_s
                (v128.and (f32x4.add (local.get $2) (local.get $whole)) (local.get $byte))
                (local.get $none)))
            (v128.const i8x16 0 1 2 3 3 4 5 6 6 7 8 9 9 10 11 12))))
      (local.set $values (i32.add (local.get $values) (i32.const 48)))
      (local.set $into (i32.add (local.get $into) (i32.const 16)))
      (br_if $fours (i32.lt_u (local.get $into) (local.get $end)))))

  (func $within (param $at i32) (param $last i32) (result i32)
    (if (i32.lt_s (local.get $at) (i32.const 0)) (then (return (i32.const 0))))
    (if (i32.gt_s (local.get $at) (local.get $last)) (then (return (local.get $last))))
    (local.get $at))

  ;; `smooth` with a frame before. $steps: two signed bytes for each block of 8 x 8 pixels, to the right and down.
  ;; $still, $ramp and $least: STILL, 1 / (MOVED - STILL) and STILL_SHARE of arithmetic.ts.
  (func (export "hold")
    (param $values i32) (param $photo i32) (param $before i32) (param $painting i32) (param $into i32)
    (param $steps i32) (param $width i32) (param $height i32)
    (param $still f32) (param $ramp f32) (param $least f32)
    (local $x i32) (local $y i32) (local $step i32) (local $row i32) (local $column i32) (local $base i32)
    (local $end i32) (local $places v128) (local $change v128) (local $share v128) (local $was v128) (local $from v128)
    (local $0 v128) (local $1 v128) (local $2 v128)
    (local $full v128) (local $none v128) (local $whole v128) (local $byte v128) (local $opaque v128)
    (local $stills v128) (local $ramps v128) (local $leasts v128) (local $mores v128) (local $one v128)
    (local $three v128) (local $four v128) (local $fourfold v128) (local $channels v128) (local $last v128)
    ;; Most constants within a loop are made anew each time. A number of 2^23 and more has no places after the point:
    ;; added to another, it rounds it to a whole number in the last bits, halves to even, as browsers do for bytes.
    (local.set $full (f32x4.splat (f32.const 255)))
    (local.set $whole (f32x4.splat (f32.const 12582912)))
    (local.set $byte (i32x4.splat (i32.const 0xff)))
    (local.set $opaque (i32x4.splat (i32.const 0xff000000)))
    (local.set $stills (f32x4.splat (local.get $still)))
    (local.set $ramps (f32x4.splat (local.get $ramp)))
    (local.set $leasts (f32x4.splat (local.get $least)))
    (local.set $mores (f32x4.splat (f32.sub (f32.const 1) (local.get $least))))
    (local.set $one (f32x4.splat (f32.const 1)))
    (local.set $three (f32x4.splat (f32.const 3)))
    (local.set $four (v128.const i32x4 0 1 2 3))
    (local.set $fourfold (i32x4.splat (i32.const 0x04040404)))
    (local.set $channels (i32x4.splat (i32.const 0x03020100)))
    (local.set $last (i32x4.splat (i32.sub (local.get $width) (i32.const 1))))
    (loop $rows
      (local.set $x (i32.const 0))
      (local.set $step
        (i32.add (local.get $steps)
          (i32.mul (i32.shr_u (local.get $y) (i32.const 3)) (i32.shr_u (local.get $width) (i32.const 2)))))
      (loop $blocks
        (local.set $row
          (i32.mul
            (local.get $width)
            (call $within
              (i32.add (local.get $y) (i32.load8_s offset=1 (local.get $step)))
              (i32.sub (local.get $height) (i32.const 1)))))
        (local.set $end (i32.add (local.get $x) (i32.const 8)))
        (loop $fours
          ;; The four pixels that these were, out of four in a row that are inside of the picture.
          (local.set $column (i32.add (local.get $x) (i32.load8_s (local.get $step))))
          (local.set $base
            (call $within (local.get $column) (i32.sub (local.get $width) (i32.const 4))))
          (local.set $places
            (i32x4.sub
              (i32x4.min_s
                (i32x4.max_s
                  (i32x4.add (i32x4.splat (local.get $column)) (local.get $four))
                  (local.get $none))
                (local.get $last))
              (i32x4.splat (local.get $base))))
          (local.set $places
            (i32x4.add
              (i32x4.mul (local.get $places) (local.get $fourfold))
              (local.get $channels)))
          (local.set $base (i32.shl (i32.add (local.get $row) (local.get $base)) (i32.const 2)))

          ;; The greatest change of a channel, and the share that follows from it.
          (local.set $was
            (i8x16.swizzle (v128.load (i32.add (local.get $before) (local.get $base))) (local.get $places)))
          (local.set $change (v128.load (local.get $photo)))
          (local.set $change
            (v128.or
              (i8x16.sub_sat_u (local.get $change) (local.get $was))
              (i8x16.sub_sat_u (local.get $was) (local.get $change))))
          (local.set $change
            (i8x16.max_u
              (local.get $change)
              (i8x16.max_u
                (i32x4.shr_u (local.get $change) (i32.const 8))
                (i32x4.shr_u (local.get $change) (i32.const 16)))))
          (local.set $share
            (f32x4.mul
              (f32x4.sub
                (f32x4.convert_i32x4_s
                  (v128.and (local.get $change) (local.get $byte)))
                (local.get $stills))
              (local.get $ramps)))
          (local.set $share
            (f32x4.min
              (local.get $one)
              (f32x4.max (local.get $none) (local.get $share))))
          (local.set $share
            (f32x4.add
              (local.get $leasts)
              (f32x4.mul
                (local.get $mores)
                (f32x4.mul
                  (f32x4.mul (local.get $share) (local.get $share))
                  (f32x4.sub
                    (local.get $three)
                    (f32x4.add (local.get $share) (local.get $share)))))))

          ;; Twelve channels in three parts; each takes the share of its pixel.
          (local.set $was
            (i8x16.swizzle
              (i8x16.swizzle (v128.load (i32.add (local.get $painting) (local.get $base))) (local.get $places))
              (v128.const i8x16 0 1 2 4 5 6 8 9 10 12 13 14 0 0 0 0)))
          (local.set $from
            (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (i16x8.extend_low_i8x16_u (local.get $was)))))
          (local.set $0
            (f32x4.min
              (local.get $full)
              (f32x4.max
                (local.get $none)
                (f32x4.mul (v128.load (local.get $values)) (local.get $full)))))
          (local.set $0
            (f32x4.add
              (local.get $from)
              (f32x4.mul
                (i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 4 5 6 7 (local.get $share) (local.get $share))
                (f32x4.sub (local.get $0) (local.get $from)))))
          (local.set $from
            (f32x4.convert_i32x4_u (i32x4.extend_high_i16x8_u (i16x8.extend_low_i8x16_u (local.get $was)))))
          (local.set $1
            (f32x4.min
              (local.get $full)
              (f32x4.max
                (local.get $none)
                (f32x4.mul (v128.load offset=16 (local.get $values)) (local.get $full)))))
          (local.set $1
            (f32x4.add
              (local.get $from)
              (f32x4.mul
                (i8x16.shuffle 4 5 6 7 4 5 6 7 8 9 10 11 8 9 10 11 (local.get $share) (local.get $share))
                (f32x4.sub (local.get $1) (local.get $from)))))
          (local.set $from
            (f32x4.convert_i32x4_u (i32x4.extend_low_i16x8_u (i16x8.extend_high_i8x16_u (local.get $was)))))
          (local.set $2
            (f32x4.min
              (local.get $full)
              (f32x4.max
                (local.get $none)
                (f32x4.mul (v128.load offset=32 (local.get $values)) (local.get $full)))))
          (local.set $2
            (f32x4.add
              (local.get $from)
              (f32x4.mul
                (i8x16.shuffle 8 9 10 11 12 13 14 15 12 13 14 15 12 13 14 15 (local.get $share) (local.get $share))
                (f32x4.sub (local.get $2) (local.get $from)))))
          (v128.store (local.get $into)
            (v128.or
              (local.get $opaque)
              (i8x16.swizzle
                (i8x16.narrow_i16x8_u
                  (i16x8.narrow_i32x4_s
                    (v128.and (f32x4.add (local.get $0) (local.get $whole)) (local.get $byte))
                    (v128.and (f32x4.add (local.get $1) (local.get $whole)) (local.get $byte)))
                  (i16x8.narrow_i32x4_s
                    (v128.and (f32x4.add (local.get $2) (local.get $whole)) (local.get $byte))
                    (local.get $none)))
                (v128.const i8x16 0 1 2 3 3 4 5 6 6 7 8 9 9 10 11 12))))
          (local.set $values (i32.add (local.get $values) (i32.const 48)))
          (local.set $photo (i32.add (local.get $photo) (i32.const 16)))
          (local.set $into (i32.add (local.get $into) (i32.const 16)))
          (local.set $x (i32.add (local.get $x) (i32.const 4)))
          (br_if $fours (i32.lt_u (local.get $x) (local.get $end))))
        (local.set $step (i32.add (local.get $step) (i32.const 2)))
        (br_if $blocks (i32.lt_u (local.get $x) (local.get $width))))
      (local.set $y (i32.add (local.get $y) (i32.const 1)))
      (br_if $rows (i32.lt_u (local.get $y) (local.get $height)))))

  ;; Motion's sum of differences in green over 16 x 16 pixels, every second of both directions.
  ;; $photo and $before: the first pixel of each; $stride: bytes from a row to the one after the next.
  (func (export "difference") (param $photo i32) (param $before i32) (param $stride i32) (result i32)
    (local $end i32) (local $at i32) (local $now v128) (local $was v128) (local $sum v128)
    (local.set $end (i32.add (local.get $photo) (i32.shl (local.get $stride) (i32.const 3))))
    (loop $rows
      (local.set $at (i32.const 0))
      (loop $fours
        (local.set $now (v128.load (i32.add (local.get $photo) (local.get $at))))
        (local.set $was (v128.load (i32.add (local.get $before) (local.get $at))))
        (local.set $sum
          (i16x8.add
            (local.get $sum)
            (i16x8.shr_u
              (v128.and
                (v128.or
                  (i8x16.sub_sat_u (local.get $now) (local.get $was))
                  (i8x16.sub_sat_u (local.get $was) (local.get $now)))
                (v128.const i32x4 0xff00 0 0xff00 0))
              (i32.const 8))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $fours (i32.lt_u (local.get $at) (i32.const 64))))
      (local.set $photo (i32.add (local.get $photo) (local.get $stride)))
      (local.set $before (i32.add (local.get $before) (local.get $stride)))
      (br_if $rows (i32.lt_u (local.get $photo) (local.get $end))))
    (i32.add
      (i16x8.extract_lane_u 0 (local.get $sum))
      (i16x8.extract_lane_u 4 (local.get $sum)))))
