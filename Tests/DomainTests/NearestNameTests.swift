// Which name a mistyped one is taken for.

import Domain
import XCTest

final class NearestNameTests: XCTestCase {
    private let names = ["levels", "price-precision", "quantity-precision", "cooldown-ms"]

    func testMistypedWords() {
        for (word, expected) in [
            ("level", "levels"), ("levles", "levels"), ("levels", "levels"), ("price-presicion", "price-precision"),
            ("cooldownms", "cooldown-ms"), ("quantity_precision", "quantity-precision"),
        ] {
            XCTAssertEqual(NearestName.of(word, among: names), expected, word)
        }
    }

    func testWordsThatMeanNoneOfThem() {
        for word in ["", "x", "zzz", "leverage-maximum", "spacing"] {
            XCTAssertNil(NearestName.of(word, among: names), word)
        }
        XCTAssertNil(NearestName.of("levels", among: []))
    }

    func testTheFirstOfEqualsWins() {
        XCTAssertEqual(NearestName.of("abcd", among: ["abce", "abcf"]), "abce")
    }
}
