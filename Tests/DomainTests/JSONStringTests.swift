// String literals whose text is put together in place.

import Domain
import XCTest

final class JSONStringTests: XCTestCase {
    /// What `endJSONString` closes equals what `appendJSONString` writes at once.
    func testALiteralInTwoSteps() {
        for text in ["", "plain", "quote\"", "back\\slash", "new\nline", "é€😀", "\u{7F}"] {
            var buffer = ByteBuffer()
            buffer.append("[")
            let start = buffer.beginJSONString()
            buffer.append(text: text)
            buffer.endJSONString(from: start)
            XCTAssertEqual(buffer.string, "[" + JSONValue.text(text).canonicalText)
        }
    }
}
