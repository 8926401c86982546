import CSDL2
import HTTPCamera

/// The window and all that SDL has for it, and the one place where SDL is touched: on the thread that made it.
@safe struct Screen: ~Copyable {
    /// What somebody did, or the system.
    enum Event: Equatable {
        /// Another thread has something new, see `wake()`.
        case woken
        /// The window was closed, or a signal came.
        case closed
        /// A key was pressed.
        case key(Key)
    }

    enum Key {
        case escape
        case save
        case pause
    }

    /// The share of the display that a window takes at most.
    private static let largestShare = 0.9

    private var window: OpaquePointer?
    private var renderer: OpaquePointer?
    private var texture: OpaquePointer?
    private var title = ""
    /// Of the picture that is shown, before it is turned.
    private var width = 0
    private var height = 0
    private var degrees = 0

    /// Finds the display; there is a window as soon as there is a picture to show.
    ///
    /// - Throws: `.noDisplay`.
    init() throws(Failure) {
        // SDL keeps none of the texts that it is given; the names are C's own.
        unsafe SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear")
        unsafe SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1")
        #if os(Linux)
            // Left to itself SDL takes to memory that nobody sees, and Wayland's library has words of its own.
            unsafe SDL_SetHint(SDL_HINT_VIDEODRIVER, Environment.hasWayland ? "x11,wayland,KMSDRM" : "x11,KMSDRM")
        #endif
        guard SDL_Init(SDL_INIT_VIDEO) == 0 else { throw Self.noDisplay }
    }

    deinit {
        // Each was made by the call beside it, is destroyed once, and null is allowed for all but the window.
        if let texture = unsafe texture { unsafe SDL_DestroyTexture(texture) }
        if let renderer = unsafe renderer { unsafe SDL_DestroyRenderer(renderer) }
        if let window = unsafe window { unsafe SDL_DestroyWindow(window) }
        SDL_Quit()
    }

    /// Shows a picture; in a window of its size, when it is the first.
    mutating func show(_ picture: PictureBox.Picture) throws(Failure) {
        if unsafe window == nil { try open(picture.size) }
        let bitmap = picture.bitmap
        if (bitmap.width, bitmap.height, picture.degrees) != (width, height, degrees) { try fit(picture) }
        let result = unsafe bitmap.pixels.withUnsafeBytes { pixels in
            // The texture has the bitmap's size: SDL reads as many rows of as many bytes as there are.
            unsafe SDL_UpdateTexture(texture, nil, pixels.baseAddress, Int32(bitmap.bytesPerRow))
        }
        guard result == 0 else { throw Self.failure }
        draw()
    }

    /// Draws the picture again, in the middle of the window and as large as fits.
    func draw() {
        unsafe SDL_RenderClear(renderer)
        // It is turned around its middle, which stays where the middle of the turned one is.
        let shift = degrees % 180 == 0 ? 0 : (height - width) / 2
        var place = SDL_Rect(x: Int32(shift), y: Int32(-shift), w: Int32(width), h: Int32(height))
        unsafe SDL_RenderCopyEx(renderer, texture, nil, &place, Double(degrees), nil, SDL_FLIP_NONE)
        unsafe SDL_RenderPresent(renderer)
    }

    /// Tells the title, if there is a window and it has another.
    mutating func setTitle(_ newTitle: String) {
        guard newTitle != title, let window = unsafe window else { return }
        title = newTitle
        unsafe SDL_SetWindowTitle(window, title)
    }

    /// Waits for something to happen, so long at most; nil when it was nothing of note.
    func wait(milliseconds: Int32) -> Event? {
        var event = unsafe SDL_Event()
        guard unsafe SDL_WaitEventTimeout(&event, milliseconds) == 1 else { return nil }
        // Which member of the union is set follows from the type.
        switch SDL_EventType(rawValue: unsafe event.type) {
        case SDL_USEREVENT: return .woken
        case SDL_QUIT: return .closed
        case SDL_WINDOWEVENT:
            draw()
            return nil
        case SDL_KEYDOWN where unsafe event.key.repeat == 0: return Self.key(unsafe event.key.keysym.sym).map(Event.key)
        default: return nil
        }
    }

    /// Ends a `wait`; the one call that any thread may make.
    static func wake() {
        var event = unsafe SDL_Event()
        unsafe event.type = SDL_USEREVENT.rawValue
        unsafe SDL_PushEvent(&event)
    }

    private mutating func open(_ size: (width: Int, height: Int)) throws(Failure) {
        var usable = SDL_Rect()
        unsafe SDL_GetDisplayUsableBounds(0, &usable)
        let share = min(
            1, Self.largestShare * Double(max(usable.w, 1)) / Double(size.width),
            Self.largestShare * Double(max(usable.h, 1)) / Double(size.height))
        let flags = SDL_WINDOW_RESIZABLE.rawValue | SDL_WINDOW_ALLOW_HIGHDPI.rawValue
        unsafe window = SDL_CreateWindow(
            "martlet-watch", CSDL2_ANYWHERE, CSDL2_ANYWHERE, Int32(Double(size.width) * share),
            Int32(Double(size.height) * share), flags)
        unsafe renderer = SDL_CreateRenderer(window, -1, 0)
        guard unsafe window != nil, unsafe renderer != nil else { throw Self.failure }
    }

    /// Makes room for pictures of another shape.
    private mutating func fit(_ picture: PictureBox.Picture) throws(Failure) {
        (width, height, degrees) = (picture.bitmap.width, picture.bitmap.height, picture.degrees)
        if let texture = unsafe texture { unsafe SDL_DestroyTexture(texture) }
        unsafe texture = SDL_CreateTexture(
            renderer, SDL_PIXELFORMAT_RGB24.rawValue, Int32(SDL_TEXTUREACCESS_STREAMING.rawValue), Int32(width),
            Int32(height))
        guard unsafe texture != nil,
            unsafe SDL_RenderSetLogicalSize(renderer, Int32(picture.size.width), Int32(picture.size.height)) == 0
        else { throw Self.failure }
    }

    private static func key(_ code: SDL_Keycode) -> Key? {
        switch UInt32(bitPattern: code) {
        case SDLK_ESCAPE.rawValue: .escape
        case SDLK_s.rawValue: .save
        case SDLK_SPACE.rawValue: .pause
        default: nil
        }
    }

    private static var noDisplay: Failure {
        Failure(
            status: .noDisplay,
            message:
                "there is no display to open a window at (\(lastError)); --save, --record, --pipe and --measure need"
                + " none")
    }

    private static var failure: Failure {
        Failure(status: .noDisplay, message: "the picture cannot be shown: \(lastError)")
    }

    /// What SDL says of the last call that failed; never null.
    private static var lastError: String { unsafe String(cString: SDL_GetError()) }
}
