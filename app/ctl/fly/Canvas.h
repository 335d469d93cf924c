// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace everbounce::ctl {

/// A terminal's screen as cells, each a character with a colour of the terminal's palette of 256 (-1: its
/// own). What is outside is left out. Pure.
class Canvas
{
public:
    Canvas(int width, int height);

    int width() const { return m_width; }
    int height() const { return m_height; }

    /// Control characters become blanks: names come from other machines.
    void write(int x, int y, const QString &text, int color = -1, bool bold = false, int ground = -1);
    void fill(int x, int y, int width, int color, char16_t character);

    /// A dot of Braille: two columns and four rows to a cell. The last colour of a cell counts.
    void dot(int x, int y, int color);

    QString line(int y) const; ///< without colours

    /// What a terminal draws it by, from its upper left corner on.
    QByteArray frame(bool colored) const;

private:
    struct Cell
    {
        char16_t character = u' ';
        int color = -1;
        int ground = -1;
        bool bold = false;

        bool looksLike(const Cell &other) const
        {
            return color == other.color && ground == other.ground && bold == other.bold;
        }
    };

    Cell *at(int x, int y);

    int m_width;
    int m_height;
    std::vector<Cell> m_cells;
};

} // namespace everbounce::ctl
