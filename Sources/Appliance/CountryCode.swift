import Wire

/// A country whose rules for radio the kernel knows: two letters of ISO 3166-1.
enum CountryCode {
    /// Those of wireless-regdb, 2026.05.30.
    private static let all = Array(
        ("ADAEAFAIALAMANARASATAUAWAZBABBBDBEBFBGBHBLBMBNBOBRBSBTBWBYBZCACFCHCICLCNCOCRCUCXCYCZDEDKDMDODZECEEEGESETFI"
            + "FMFOFRGBGDGEGFGHGIGLGPGRGTGUGYHKHNHRHTHUIDIEILIMINIRISITJMJOJPKEKHKNKPKRKWKYKZLBLCLILKLSLTLULVMAMCMDMEMF"
            + "MHMKMNMOMPMQMRMTMUMVMWMXMYNANGNINLNONPNZOMPAPEPFPGPHPKPLPMPRPTPWPYQARERORSRURWSASESGSISKSMSNSRSVSXSYTCTD"
            + "THTNTRTTTWTZUAUGUSUYUZVAVCVEVIVNVUWFWSYEYTZAZW").utf8)

    /// Reads two letters, small ones too; nil when they name no country, or none with rules.
    static func read(_ text: [UInt8]) -> [UInt8]? {
        guard text.count == 2 else { return nil }
        let code = text.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & 0xDF : $0 }
        for place in stride(from: 0, to: all.count, by: 2) where all[place] == code[0] && all[place + 1] == code[1] {
            return code
        }
        return nil
    }
}
