import Parlor.Controls

// A sheet of the call; it may lead to another.
Sheet {
    signal asked(string what)
}
