// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace everbounce::bench {

/// Reads what a node sends over an open WebSocket (RFC 6455, section 5.2). Pure, and cheap for whole
/// messages, which nearly all are.
class FrameReader
{
public:
    /// Calls `take` with each text message that the bytes complete. False if the node has closed the
    /// WebSocket, or has sent what no node sends.
    template<typename Take>
    bool read(std::string_view bytes, Take &&take)
    {
        if (m_rest.empty())
            return readWhole(bytes, take);
        m_rest += bytes;
        const std::string known = std::exchange(m_rest, {});
        return readWhole(known, take);
    }

private:
    static constexpr unsigned char wholeText = 0x81; ///< opcode 1, the message's last frame
    static constexpr unsigned char ping = 0x89;
    static constexpr std::size_t longest = 1 << 20;

    static std::size_t number(std::string_view bytes)
    {
        std::size_t value = 0;
        for (const char byte : bytes)
            value = value << 8 | static_cast<unsigned char>(byte);
        return value;
    }

    template<typename Take>
    bool readWhole(std::string_view bytes, Take &take)
    {
        while (bytes.size() >= 2) {
            const auto kind = static_cast<unsigned char>(bytes[0]);
            const auto first = static_cast<unsigned char>(bytes[1]);
            if ((kind != wholeText && kind != ping) || first > 127) // a server does not mask
                return false;
            const std::size_t head = first < 126 ? 2 : first == 126 ? 4 : 10;
            if (bytes.size() < head)
                break;
            const std::size_t length = first < 126 ? first : number(bytes.substr(2, head - 2));
            if (length > longest)
                return false;
            if (bytes.size() < head + length)
                break;
            if (kind == wholeText)
                take(bytes.substr(head, length));
            bytes.remove_prefix(head + length);
        }
        m_rest.assign(bytes);
        return true;
    }

    std::string m_rest;
};

} // namespace everbounce::bench
