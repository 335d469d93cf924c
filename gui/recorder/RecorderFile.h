// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/recorder/RecorderDrawing.h"

#include <QByteArray>
#include <QColor>
#include <QSizeF>

namespace everbounce {

/// The recorder's drawing as a document of its own.
struct RecorderFile
{
    const RecorderDrawing &drawing;
    const RecordedSpan &span;
    const FlightRecorder &names;
    QSizeF size;
    QColor ground;

    QByteArray svg() const;
    QByteArray png() const; ///< twice as large
    QByteArray json() const;

private:
    void paint(QPainter *painter) const;
};

/// Writes a file into the user's folder for pictures, under a name with the time. Returns a sentence about
/// the result.
QString saveRecording(const QByteArray &content, const QString &kind);

} // namespace everbounce
