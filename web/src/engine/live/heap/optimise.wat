;; What a step of the optimisation studio does beside convolutions, in SIMD. Four numbers are taken at once, and the last
;; four wherever they begin: of all that is counted there must be four at least.
(module
  (import "env" "memory" (memory 1))

  ;; The way back through relu: slopes $dy where its results $y are above zero, else zero. $length: bytes of each.
  (func (export "reluSlope") (param $dy i32) (param $y i32) (param $into i32) (param $length i32)
    (local $at i32) (local $last i32)
    (local.set $last (i32.sub (local.get $length) (i32.const 16)))
    (loop $fours
      (v128.store (i32.add (local.get $into) (local.get $at))
        (v128.and
          (v128.load (i32.add (local.get $dy) (local.get $at)))
          (f32x4.gt
            (v128.load (i32.add (local.get $y) (local.get $at)))
            (v128.const f32x4 0 0 0 0))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (if (i32.lt_u (local.get $at) (local.get $length))
        (then
          (if (i32.gt_u (local.get $at) (local.get $last)) (then (local.set $at (local.get $last))))
          (br $fours)))))

  ;; The way back through maximum pooling of two by two pixels: each slope goes to the greatest of its inputs, of equal
  ;; ones to the first. $wide and $high: pixels of $dy; $row and $pixel: bytes of a row of $input, and of a pixel.
  (func (export "poolSlope")
    (param $input i32) (param $dy i32) (param $into i32) (param $wide i32) (param $high i32) (param $row i32)
    (param $pixel i32)
    (local $to i32) (local $end i32) (local $left i32) (local $at i32) (local $above i32) (local $below i32)
    (local $last i32) (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $slope v128)
    (local $is_right v128) (local $is_below v128) (local $part v128)
    (local.set $to (i32.sub (local.get $into) (local.get $input)))
    (local.set $last (i32.sub (local.get $pixel) (i32.const 16)))
    (loop $rows
      (local.set $end (i32.add (local.get $dy) (i32.mul (local.get $wide) (local.get $pixel))))
      (local.set $left (local.get $input))
      (loop $pixels
        (local.set $at (i32.const 0))
        (loop $fours
          (local.set $above (i32.add (local.get $left) (local.get $at)))
          (local.set $below (i32.add (local.get $above) (local.get $row)))
          (local.set $a (v128.load (local.get $above)))
          (local.set $b (v128.load (i32.add (local.get $above) (local.get $pixel))))
          (local.set $c (v128.load (local.get $below)))
          (local.set $d (v128.load (i32.add (local.get $below) (local.get $pixel))))
          (local.set $slope (v128.load (i32.add (local.get $dy) (local.get $at))))
          (local.set $is_below
            (f32x4.gt
              (f32x4.max (local.get $c) (local.get $d))
              (f32x4.max (local.get $a) (local.get $b))))
          (local.set $above (i32.add (local.get $above) (local.get $to)))
          (local.set $below (i32.add (local.get $below) (local.get $to)))
          (local.set $is_right (f32x4.gt (local.get $b) (local.get $a)))
          (local.set $part (v128.andnot (local.get $slope) (local.get $is_below)))
          (v128.store (local.get $above) (v128.andnot (local.get $part) (local.get $is_right)))
          (v128.store
            (i32.add (local.get $above) (local.get $pixel))
            (v128.and (local.get $part) (local.get $is_right)))
          (local.set $is_right (f32x4.gt (local.get $d) (local.get $c)))
          (local.set $part (v128.and (local.get $slope) (local.get $is_below)))
          (v128.store (local.get $below) (v128.andnot (local.get $part) (local.get $is_right)))
          (v128.store
            (i32.add (local.get $below) (local.get $pixel))
            (v128.and (local.get $part) (local.get $is_right)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (if (i32.lt_u (local.get $at) (local.get $pixel))
            (then
              (if (i32.gt_u (local.get $at) (local.get $last)) (then (local.set $at (local.get $last))))
              (br $fours))))
        (local.set $left (i32.add (local.get $left) (i32.shl (local.get $pixel) (i32.const 1))))
        (local.set $dy (i32.add (local.get $dy) (local.get $pixel)))
        (br_if $pixels (i32.lt_u (local.get $dy) (local.get $end))))
      (local.set $input (i32.add (local.get $input) (i32.shl (local.get $row) (i32.const 1))))
      (local.set $high (i32.sub (local.get $high) (i32.const 1)))
      (br_if $rows (local.get $high))))

  ;; Binomial sums of five rows. $length: bytes of each.
  (func (export "blur")
    (param $a i32) (param $b i32) (param $c i32) (param $d i32) (param $e i32) (param $into i32) (param $length i32)
    (local $at i32) (local $last i32)
    (local.set $last (i32.sub (local.get $length) (i32.const 16)))
    (loop $fours
      (v128.store (i32.add (local.get $into) (local.get $at))
        (f32x4.add
          (f32x4.add
            (f32x4.mul
              (v128.const f32x4 0.0625 0.0625 0.0625 0.0625)
              (f32x4.add
                (v128.load (i32.add (local.get $a) (local.get $at)))
                (v128.load (i32.add (local.get $e) (local.get $at)))))
            (f32x4.mul
              (v128.const f32x4 0.25 0.25 0.25 0.25)
              (f32x4.add
                (v128.load (i32.add (local.get $b) (local.get $at)))
                (v128.load (i32.add (local.get $d) (local.get $at))))))
          (f32x4.mul
            (v128.const f32x4 0.375 0.375 0.375 0.375)
            (v128.load (i32.add (local.get $c) (local.get $at))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (if (i32.lt_u (local.get $at) (local.get $length))
        (then
          (if (i32.gt_u (local.get $at) (local.get $last)) (then (local.set $at (local.get $last))))
          (br $fours))))))
