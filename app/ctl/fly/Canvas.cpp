// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/fly/Canvas.h"

namespace everbounce::ctl {
namespace {

constexpr char16_t braille = 0x2800;

/// The bit of a dot in a Braille character, by its row and column.
constexpr char16_t dotBits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

} // namespace

Canvas::Canvas(int width, int height)
    : m_width(width)
    , m_height(height)
    , m_cells(std::size_t(width) * std::size_t(height))
{
}

Canvas::Cell *Canvas::at(int x, int y)
{
    const bool isIn = x >= 0 && y >= 0 && x < m_width && y < m_height;
    return isIn ? &m_cells[std::size_t(y) * std::size_t(m_width) + std::size_t(x)] : nullptr;
}

void Canvas::write(int x, int y, const QString &text, int color, bool bold, int ground)
{
    for (const QChar c : text) {
        if (Cell *cell = at(x++, y))
            *cell = {c.isPrint() ? c.unicode() : u' ', color, ground, bold};
    }
}

void Canvas::fill(int x, int y, int width, int color, char16_t character)
{
    for (int i = 0; i < width; ++i) {
        if (Cell *cell = at(x + i, y))
            *cell = {character, color, -1, false};
    }
}

void Canvas::dot(int x, int y, int color)
{
    if (x < 0 || y < 0)
        return;
    Cell *cell = at(x / 2, y / 4);
    if (!cell)
        return;
    const bool isDots = (cell->character & 0xff00) == braille;
    cell->character = char16_t((isDots ? cell->character : braille) | dotBits[y % 4][x % 2]);
    cell->color = color;
}

QString Canvas::line(int y) const
{
    QString text;
    for (int x = 0; x < m_width; ++x)
        text += QChar(m_cells[std::size_t(y) * std::size_t(m_width) + std::size_t(x)].character);
    return text;
}

QByteArray Canvas::frame(bool colored) const
{
    QString text = QStringLiteral("\033[H");
    Cell last;
    for (int y = 0; y < m_height; ++y) {
        if (y > 0)
            text += QStringLiteral("\r\n");
        for (int x = 0; x < m_width; ++x) {
            const Cell &cell = m_cells[std::size_t(y) * std::size_t(m_width) + std::size_t(x)];
            if (colored && !cell.looksLike(last)) {
                text += QStringLiteral("\033[0");
                text += cell.bold ? QStringLiteral(";1") : QString();
                text += cell.color >= 0 ? QStringLiteral(";38;5;%1").arg(cell.color) : QString();
                text += cell.ground >= 0 ? QStringLiteral(";48;5;%1").arg(cell.ground) : QString();
                text += u'm';
                last = cell;
            }
            text += QChar(cell.character);
        }
    }
    return (text + QStringLiteral("\033[0m\033[J")).toUtf8();
}

} // namespace everbounce::ctl
