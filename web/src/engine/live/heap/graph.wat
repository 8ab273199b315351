;; Operations of a network's graph in SIMD. All parameters but sizes are addresses of 32-bit floats.
(module
  (import "env" "memory" (memory 1))

  ;; Numbers times a factor plus an offset, up to the address $end of the numbers.
  (func (export "scale") (param $from i32) (param $end i32) (param $into i32) (param $factor f32) (param $offset f32)
    (loop $fours
      (v128.store (local.get $into)
        (f32x4.add
          (f32x4.mul (v128.load (local.get $from)) (f32x4.splat (local.get $factor)))
          (f32x4.splat (local.get $offset))))
      (local.set $into (i32.add (local.get $into) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $fours (i32.lt_u (local.get $from) (local.get $end)))))

  ;; The sigmoid of $squares [height / 2, width / 2, 12], laid out as pixels, plus $image times $matrix [3, 3];
  ;; image and result [height, width, 3], the width a multiple of four.
  (func (export "layOut")
    (param $squares i32) (param $image i32) (param $matrix i32) (param $into i32) (param $width i32) (param $height i32)
    (local $red v128) (local $green v128) (local $blue v128) (local $0 v128) (local $1 v128) (local $2 v128) (local $3 v128)
    (local $y i32) (local $end i32) (local $from i32) (local $row i32) (local $t v128) (local $n v128) (local $power v128)
    (local $most v128) (local $least v128) (local $log2_e v128) (local $whole v128) (local $ln_2 v128)
    (local $ln_2_rest v128) (local $one v128) (local $c5 v128) (local $c4 v128) (local $c3 v128) (local $c2 v128)
    (local $c1 v128) (local $c0 v128)
    ;; Constants within a loop are made anew each time.
    (local.set $most (f32x4.splat (f32.const 87)))
    (local.set $least (f32x4.splat (f32.const -87)))
    (local.set $log2_e (f32x4.splat (f32.const 1.44269504)))
    (local.set $whole (f32x4.splat (f32.const 12583039)))
    (local.set $ln_2 (f32x4.splat (f32.const 0.693359375)))
    (local.set $ln_2_rest (f32x4.splat (f32.const -2.1219444e-4)))
    (local.set $one (f32x4.splat (f32.const 1)))
    (local.set $c5 (f32x4.splat (f32.const 1.9875691e-4)))
    (local.set $c4 (f32x4.splat (f32.const 1.3981999e-3)))
    (local.set $c3 (f32x4.splat (f32.const 8.3334519e-3)))
    (local.set $c2 (f32x4.splat (f32.const 4.1665796e-2)))
    (local.set $c1 (f32x4.splat (f32.const 0.16666667)))
    (local.set $c0 (f32x4.splat (f32.const 0.5)))
    ;; The fourth number of each is of no pixel's, and is left out below.
    (local.set $red (v128.load (local.get $matrix)))
    (local.set $green (v128.load offset=12 (local.get $matrix)))
    (local.set $blue (v128.load offset=24 (local.get $matrix)))
    (loop $rows
      ;; A row of squares is two rows of pixels.
      (local.set $from
        (i32.add
          (local.get $squares)
          (i32.add
            (i32.mul (i32.shr_u (local.get $y) (i32.const 1)) (i32.mul (local.get $width) (i32.const 24)))
            (i32.mul (i32.and (local.get $y) (i32.const 1)) (i32.const 24)))))
      (local.set $row (local.get $into))
      (local.set $end (i32.add (local.get $into) (i32.mul (local.get $width) (i32.const 12))))
      (loop $fours
        ;; Four pixels: what the square has for each, and its colour.
        (local.set $0
          (f32x4.add
            (v128.load (local.get $from))
            (f32x4.add
              (f32x4.add
                (f32x4.mul (v128.load32_splat (local.get $image)) (local.get $red))
                (f32x4.mul (v128.load32_splat offset=4 (local.get $image)) (local.get $green)))
              (f32x4.mul (v128.load32_splat offset=8 (local.get $image)) (local.get $blue)))))
        (local.set $1
          (f32x4.add
            (v128.load offset=12 (local.get $from))
            (f32x4.add
              (f32x4.add
                (f32x4.mul (v128.load32_splat offset=12 (local.get $image)) (local.get $red))
                (f32x4.mul (v128.load32_splat offset=16 (local.get $image)) (local.get $green)))
              (f32x4.mul (v128.load32_splat offset=20 (local.get $image)) (local.get $blue)))))
        (local.set $2
          (f32x4.add
            (v128.load offset=48 (local.get $from))
            (f32x4.add
              (f32x4.add
                (f32x4.mul (v128.load32_splat offset=24 (local.get $image)) (local.get $red))
                (f32x4.mul (v128.load32_splat offset=28 (local.get $image)) (local.get $green)))
              (f32x4.mul (v128.load32_splat offset=32 (local.get $image)) (local.get $blue)))))
        (local.set $3
          (f32x4.add
            (v128.load offset=60 (local.get $from))
            (f32x4.add
              (f32x4.add
                (f32x4.mul (v128.load32_splat offset=36 (local.get $image)) (local.get $red))
                (f32x4.mul (v128.load32_splat offset=40 (local.get $image)) (local.get $green)))
              (f32x4.mul (v128.load32_splat offset=44 (local.get $image)) (local.get $blue)))))
        (v128.store (local.get $into)
          (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 16 17 18 19 (local.get $0) (local.get $1)))
        (v128.store offset=16 (local.get $into)
          (i8x16.shuffle 4 5 6 7 8 9 10 11 16 17 18 19 20 21 22 23 (local.get $1) (local.get $2)))
        (v128.store offset=32 (local.get $into)
          (i8x16.shuffle 8 9 10 11 16 17 18 19 20 21 22 23 24 25 26 27 (local.get $2) (local.get $3)))
        (local.set $from (i32.add (local.get $from) (i32.const 96)))
        (local.set $image (i32.add (local.get $image) (i32.const 48)))
        (local.set $into (i32.add (local.get $into) (i32.const 48)))
        (br_if $fours (i32.lt_u (local.get $into) (local.get $end))))
      ;; 1 / (1 + exp(-x)) where they lie. exp(t) = 2^n exp(r), with a whole n and |r| at most ln(2) / 2, whose
      ;; exponential is a polynomial (Cephes' expf). A number of 2^23 and more has no places after the point: added to
      ;; n, it leaves n in the last bits, and with 127 more, the exponent of 2^n.
      (loop $sigmoids
        (local.set $t
          (f32x4.min (local.get $most) (f32x4.max (local.get $least) (f32x4.neg (v128.load (local.get $row))))))
        (local.set $n (f32x4.add (f32x4.mul (local.get $t) (local.get $log2_e)) (local.get $whole)))
        (local.set $power (i32x4.shl (local.get $n) (i32.const 23)))
        (local.set $n (f32x4.sub (local.get $n) (local.get $whole)))
        (local.set $t
          (f32x4.sub
            (f32x4.sub (local.get $t) (f32x4.mul (local.get $n) (local.get $ln_2)))
            (f32x4.mul (local.get $n) (local.get $ln_2_rest))))
        (local.set $0 (f32x4.add (f32x4.mul (local.get $t) (local.get $c5)) (local.get $c4)))
        (local.set $0 (f32x4.add (f32x4.mul (local.get $0) (local.get $t)) (local.get $c3)))
        (local.set $0 (f32x4.add (f32x4.mul (local.get $0) (local.get $t)) (local.get $c2)))
        (local.set $0 (f32x4.add (f32x4.mul (local.get $0) (local.get $t)) (local.get $c1)))
        (local.set $0 (f32x4.add (f32x4.mul (local.get $0) (local.get $t)) (local.get $c0)))
        (local.set $0
          (f32x4.add
            (f32x4.mul (local.get $0) (f32x4.mul (local.get $t) (local.get $t)))
            (f32x4.add (local.get $t) (local.get $one))))
        (v128.store (local.get $row)
          (f32x4.div
            (local.get $one)
            (f32x4.add (local.get $one) (f32x4.mul (local.get $0) (local.get $power)))))
        (local.set $row (i32.add (local.get $row) (i32.const 16)))
        (br_if $sigmoids (i32.lt_u (local.get $row) (local.get $end))))
      (local.set $y (i32.add (local.get $y) (i32.const 1)))
      (br_if $rows (i32.lt_u (local.get $y) (local.get $height)))))

  ;; A depthwise convolution without padding: eight pixels side by side and four channels at a time. $width, at least
  ;; eight, and $height of the result; $row and $pixel: bytes of the image's; $bias: 0 where there is none.
  (func (export "depthwise")
    (param $image i32) (param $kernel i32) (param $bias i32) (param $into i32) (param $width i32) (param $height i32)
    (param $row i32) (param $pixel i32) (param $side i32) (param $stride i32)
    (local $x i32) (local $y i32) (local $channel i32) (local $step i32) (local $from i32) (local $at i32)
    (local $tap i32) (local $across i32) (local $down i32) (local $weight v128)
    (local $0 v128) (local $1 v128) (local $2 v128) (local $3 v128)
    (local $4 v128) (local $5 v128) (local $6 v128) (local $7 v128)
    (local.set $step (i32.mul (local.get $pixel) (local.get $stride)))
    (loop $rows
      (local.set $x (i32.const 0))
      (loop $eights
        (local.set $channel (i32.const 0))
        (loop $channels
          (local.set $weight
            (if (result v128) (local.get $bias)
              (then (v128.load (i32.add (local.get $bias) (local.get $channel))))
              (else (v128.const f32x4 0 0 0 0))))
          (local.set $0 (local.get $weight))
          (local.set $1 (local.get $weight))
          (local.set $2 (local.get $weight))
          (local.set $3 (local.get $weight))
          (local.set $4 (local.get $weight))
          (local.set $5 (local.get $weight))
          (local.set $6 (local.get $weight))
          (local.set $7 (local.get $weight))
          (local.set $from
            (i32.add
              (i32.add (local.get $image) (local.get $channel))
              (i32.add
                (i32.mul (i32.mul (local.get $y) (local.get $stride)) (local.get $row))
                (i32.mul (local.get $x) (local.get $step)))))
          (local.set $tap (i32.add (local.get $kernel) (local.get $channel)))
          (local.set $down (local.get $side))
          (loop $taps_down
            (local.set $across (i32.const 0))
            (loop $taps_across
              (local.set $weight (v128.load (local.get $tap)))
              (local.set $at (i32.add (local.get $from) (local.get $across)))
              (local.set $0
                (f32x4.add (local.get $0) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (local.set $1
                (f32x4.add (local.get $1) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (local.set $2
                (f32x4.add (local.get $2) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (local.set $3
                (f32x4.add (local.get $3) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (local.set $4
                (f32x4.add (local.get $4) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (local.set $5
                (f32x4.add (local.get $5) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (local.set $6
                (f32x4.add (local.get $6) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (local.set $7
                (f32x4.add (local.get $7) (f32x4.mul (v128.load (local.get $at)) (local.get $weight))))
              (local.set $tap (i32.add (local.get $tap) (local.get $pixel)))
              (local.set $across (i32.add (local.get $across) (local.get $pixel)))
              (br_if $taps_across
                (i32.lt_u (local.get $across) (i32.mul (local.get $side) (local.get $pixel)))))
            (local.set $from (i32.add (local.get $from) (local.get $row)))
            (local.set $down (i32.sub (local.get $down) (i32.const 1)))
            (br_if $taps_down (local.get $down)))
          (local.set $at
            (i32.add
              (i32.add (local.get $into) (local.get $channel))
              (i32.mul
                (i32.add (i32.mul (local.get $y) (local.get $width)) (local.get $x))
                (local.get $pixel))))
          (v128.store (local.get $at) (local.get $0))
          (local.set $at (i32.add (local.get $at) (local.get $pixel)))
          (v128.store (local.get $at) (local.get $1))
          (local.set $at (i32.add (local.get $at) (local.get $pixel)))
          (v128.store (local.get $at) (local.get $2))
          (local.set $at (i32.add (local.get $at) (local.get $pixel)))
          (v128.store (local.get $at) (local.get $3))
          (local.set $at (i32.add (local.get $at) (local.get $pixel)))
          (v128.store (local.get $at) (local.get $4))
          (local.set $at (i32.add (local.get $at) (local.get $pixel)))
          (v128.store (local.get $at) (local.get $5))
          (local.set $at (i32.add (local.get $at) (local.get $pixel)))
          (v128.store (local.get $at) (local.get $6))
          (local.set $at (i32.add (local.get $at) (local.get $pixel)))
          (v128.store (local.get $at) (local.get $7))
          (local.set $channel (i32.add (local.get $channel) (i32.const 16)))
          (br_if $channels (i32.lt_u (local.get $channel) (local.get $pixel))))
        ;; The last eight of a row may be done once more in part.
        (local.set $x (i32.add (local.get $x) (i32.const 8)))
        (if (i32.lt_u (local.get $x) (local.get $width))
          (then
            (if (i32.gt_u (i32.add (local.get $x) (i32.const 8)) (local.get $width))
              (then (local.set $x (i32.sub (local.get $width) (i32.const 8)))))
            (br $eights))))
      (local.set $y (i32.add (local.get $y) (i32.const 1)))
      (br_if $rows (i32.lt_u (local.get $y) (local.get $height)))))
)
