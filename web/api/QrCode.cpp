// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/QrCode.h"

#include <memory>

#include <qrencode.h>

namespace everbounce {
namespace {

constexpr int quietModules = 4;

/// A dark module as part of a path.
QByteArray square(int x, int y)
{
    return 'M' + QByteArray::number(x + quietModules) + ' ' + QByteArray::number(y + quietModules) +
           "h1v1h-1z";
}

} // namespace

QByteArray qrCode(const QByteArray &text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.constData(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code)
        return {};
    QByteArray path;
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if (code->data[y * code->width + x] & 1)
                path += square(x, y);
        }
    }
    const QByteArray size = QByteArray::number(code->width + 2 * quietModules);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + ' ' + size +
           "\" shape-rendering=\"crispEdges\"><rect width=\"" + size + "\" height=\"" + size +
           "\" fill=\"#fff\"/><path d=\"" + path + "\" fill=\"#000\"/></svg>";
}

} // namespace everbounce
