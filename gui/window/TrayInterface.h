// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace everbounce {

/// A place on the desktop where a program shows that it runs, although its window is closed. Lives on the
/// main thread.
class TrayInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// This desktop has one. It may come and go.
    virtual bool isThere() const = 0;

    /// The program is to be seen there.
    virtual void setShown(bool shown) = 0;

    /// Says everything anew, in another language.
    virtual void retranslate() = 0;

Q_SIGNALS:
    /// Somebody wants to see the window, or the program to end.
    void showWanted();
    void quitWanted();
};

} // namespace everbounce
