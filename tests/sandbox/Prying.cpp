// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/Attempts.h"

#include <everbounce/BehaviorPlugin.h>

#include <QObject>

#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace {

const char *secret()
{
    const char *const named = std::getenv("PRYING_SECRET");
    return named ? named : "/etc/passwd";
}

using Calls = std::vector<std::string>;

/// Tried as the library is loaded, before anybody calls it: files are still read then.
const Calls atLoading = [] {
    Calls calls = everbounce::harmfulCalls(::getppid(), secret());
    for (const std::string &call : everbounce::fileCalls(secret()))
        calls.push_back(call);
    return calls;
}();

Calls atWork()
{
    Calls calls = everbounce::harmfulCalls(::getppid(), secret());
    for (const std::string &call : everbounce::fileCalls(secret()))
        calls.push_back(call);
    return calls;
}

} // namespace

/// Flies straight if nothing that it tries gets through, and otherwise says what did.
class Prying : public QObject, public everbounce::BehaviorPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EverbounceBehaviorPlugin_iid FILE "Prying.json")
    Q_INTERFACES(everbounce::BehaviorPlugin)

public:
    everbounce::BehaviorStep next(const everbounce::BehaviorInput &ball,
                                  everbounce::BehaviorRandom &) const override
    {
        static const std::string through = [] {
            std::string text;
            for (const std::string &call : atLoading)
                text += " at loading: " + call + ";";
            for (const std::string &call : atWork())
                text += " at work: " + call + ";";
            std::thread([&text] {
                for (const std::string &call : atWork())
                    text += " in a thread: " + call + ";";
            }).join();
            return text;
        }();
        if (!through.empty())
            throw std::runtime_error("got through:" + through);
        return {ball.x, ball.y, ball.dx, ball.dy};
    }
};

#include "Prying.moc"
