extension Converter {
    /// How a format lies in memory, for as much as is needed to know that a frame is whole.
    struct Shape {
        /// Bits a pixel; 0 when frames have no fixed size.
        let bits: Int
        /// How many of them are in the first plane.
        let bitsInFirstPlane: Int
        /// What width and height must be multiples of.
        let width: Int
        let height: Int
    }

    /// What libv4lconvert 1.22 makes planar 4:2:0 of without touching memory that is not its own; nil for the rest.
    ///
    /// Left out: what libjpeg takes straight, and JPEG itself; OV511 and OV518, for which it starts other programs;
    /// HSV, HM12 and the decoders of SPCA561, SN9C10x, SN9C2028, MR97310A, SQ905C and JPGL, which overrun their
    /// buffers when fed with random bytes between guard pages; and JL2005BCD and Pixart's JPEG, for which alone libjpeg's
    /// decompressor and another would be needed (0.15 MB).
    static func shape(of fourCC: FourCC) -> Shape? {
        for (bits, bitsInFirstPlane, width, height, names) in table {
            var rest = names.utf8[...]
            while !rest.isEmpty {
                if rest.prefix(4).elementsEqual(fourCC.characters) {
                    return Shape(bits: bits, bitsInFirstPlane: bitsInFirstPlane, width: width, height: height)
                }
                rest = rest.dropFirst(5)
            }
        }
        return nil
    }

    /// The members of a shape, and the formats that have it: four characters and a blank each.
    private static var table: [(Int, Int, Int, Int, String)] {
        [
            (24, 24, 2, 2, "RGB3 BGR3"),
            (32, 32, 2, 2, "RGB4 BGR4 XR24 BX24 AR24 BA24"),
            (16, 16, 2, 2, "RGBP YVYU Y16  BG10 GB10 BA10 RG10 BYR2 GB16 GR16 RG16"),
            (16, 8, 2, 2, "NV16 NV61"),
            (12, 8, 2, 2, "YV12"),
            (10, 10, 4, 2, "Y10B pBAA pGAA pgAA pRAA"),
            (8, 8, 2, 2, "BA81 GBRG GRBG RGGB S680 Y04  Y06 "),
            // Layouts in blocks, each of one maker.
            (12, 12, 16, 8, "M420 S920 KONI CITV S501 S505 S508"),
            // Compressed by the camera in a way of its own.
            (0, 0, 16, 8, "CPIA P207 S401"),
        ]
    }
}

extension FourCC {
    fileprivate var characters: [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
