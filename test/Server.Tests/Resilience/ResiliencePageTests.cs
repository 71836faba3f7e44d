using System.Globalization;
using System.Text;
using FerroGate.Server.Ai.Faults;
using FerroGate.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>
/// <c>docs/resilience.md</c> says what faults mean and what is done about them. It is written by this test, with FERROGATE_UPDATE_DOCS
/// set, from the table of the gateway and from what the other tests here show, and compared in every other run.
/// </summary>
public sealed class ResiliencePageTests
{
    [Fact]
    public void The_page_says_what_the_gateway_does()
    {
        var page = new StringBuilder("""
            # When a provider fails

            A model may have several targets; who could be answered is answered. Each row is a way in which a target fails, by its name in the header
            `x-ferrogate-failed` and in the record (`attempt_list`). `test/Server.Tests/Resilience` writes this page.

            - **again**: the same target is asked once more, as often as `provider_dispatch_max_retries` says, after the wait that it asks for or a random one that
              grows; then the next one. It asks in `retry-after-ms`, `Retry-After` or, of a rate limit, in `x-ratelimit-reset-*` and `anthropic-ratelimit-*-reset`.
              More than 5 s are waited only where no other target is left that may be asked, and never more than `provider_dispatch_budget_secs` leaves.
            - **next**: the next target in the order that the [strategy](routing.md) gives.
            - **larger**: the next target with a larger `context_window`, or one of which nobody has said it.
            - **told**: the caller is told. No other target would answer otherwise.

            Every AI answer says in `x-ferrogate-provider` and `x-ferrogate-model` who answered, and in `x-ferrogate-attempts` how often anybody was asked; the record
            lists the attempts (`attempt_list`) and the targets that the request could not go to (`removed_targets`). No request takes more than
            `provider_dispatch_max_attempts`, and none begins later than `provider_dispatch_budget_secs` after it.

            | fault | what is done | whose fault | opens the circuit |
            |---|---|---|---|

            """);
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var meaning = FaultTable.Of(kind);
            page.Append(CultureInfo.InvariantCulture, $"| `{FaultNames.Of(kind)}` | {Done(meaning.Next)} | {Whose(meaning.Blame)} | {(meaning.OpensCircuit ? "yes" : "")} |\n");
        }

        page.Append("""

            ## Circuits

            A circuit is kept for each model of a provider; it survives a reload. It is there where `provider_circuit_breaker_cooldown_secs` is set.

            | from | to | when |
            |---|---|---|
            | closed | open | `provider_circuit_breaker_failure_threshold` failures in a row, or of at least `provider_circuit_breaker_min_requests` requests within `provider_circuit_breaker_window_secs` so many of a hundred as `provider_circuit_breaker_failure_rate_percent` says |
            | open | half-open | the cooldown is over, and a request comes: it probes, and all others go elsewhere |
            | half-open | closed | the probe is answered |
            | half-open | open | the probe fails, for another cooldown; or it told neither (its client left, its rate was limited), and the next request probes |

            What the caller did wrong never counts against it; a stream that breaks off or falls silent does, however well it began. A request that began before the
            circuit opened tells it nothing any more. Each change is in the log and in `ferrogate_circuit_transitions_total`, the state in `ferrogate_circuit_state` (0
            closed, 1 half-open, 2 open) and, with its time and the failures in a row, in `GET /admin/v1/provider-health`. `/readyz` does not depend on it: a gateway
            whose providers fail has to say so to its clients.

            ## Time

            Each limit is for one thing, and is set in [`timeouts`](config/ai-gateway.md#timeouts-in-provider) of a provider, a model or a `fallback`, or among the
            [global options](config/global-options.md#reliability); the most specific one holds.

            | limit | from … to … | default | what happens then |
            |---|---|---|---|
            | `connect` | a connection is wanted; it is there, TLS included | 10 s | `slow_connect` |
            | `first_byte` | an attempt; the first byte of a streamed answer | 5 min | `silent` |
            | `plain_first_byte` | an attempt; the first byte of a plain answer, which begins when all of it is known | `total` | `silent` |
            | `first_token` | an attempt; the first content of a stream | 10 min | `slow_first_token` |
            | `silence` | a piece of an answer; the next one | 5 min | `stalled` |
            | `total` | the first attempt; the end of the answer | 1 h | the exchange is over, with 504 or an error event |

            None of these faults is asked for twice at the same target. `provider_dispatch_timeout_secs`, where it is set, is both `connect` and `first_byte`.

            ## Streams

            Nothing of a stream goes to the client before its first content (text, reasoning, a refusal, the arguments of a tool), so a provider that fails inside
            its first events is passed over like any other. What says nothing for 5 s after its first byte goes out as it came; fails it then, the next
            target begins anew under the names that the client has.

            Behind the first content a cut, a stall, an event that is none and an error of the provider's own are failures of the target, too. The model's
            `rescue` says what is done:

            - `verify`, the default: the next target is asked the same. While its answer begins with what the client has (text and thoughts, each compared
              as one string), nothing of it goes out; from there on it is the answer. At the first difference it is let go.
            - `continue`: a target with the capability `prefill` is given what the client has, and goes on from there. One that refuses that is asked as
              with `verify`.
            - `off`: nothing.

            This is for plain text: at most 8 KiB of it, and no call, source, signature or chance of a token. The client gets signs of life meanwhile, for 30 s at
            most. Ids and numbers of events stay those of the first target, whatever the second speaks; `x-ferrogate-provider` names the first, a comment before the end
            and the record the last. The record says in `rescue` how the answers were joined, and at which byte of the text; the metric `ferrogate.rescues`
            counts what became of each. Who stored the first part has it no more for later requests. A stream with its finish reason lacks nothing, whatever comes
            behind it.

            Where nobody goes on, the stream ends with an error event in the client's own protocol, and never as if it were whole.

            ## What it costs

            An attempt that failed may be charged all the same. What its provider reported before it failed is settled at its own [price](prices.md), beside the answer, as an
            entry with `failed_attempt`; what was sent in full and lost without a report is [counted](counting.md) from the prompt; what a provider refused costs nothing. The
            caller sees the usage of the answer, and the record that of each attempt. Before another attempt the key's budget must have room for it beside
            what those before it are charged; where it has not, the caller gets the earlier error ([decision 0018](decisions/0018-what-failed-attempts-cost.md)).

            When the client goes, the provider is told at once, or with `on_disconnect drain 30s` the answer is read on for so long, so that what the provider
            reports at its end is settled. Nobody else is asked then.

            ## What is shown

            One retry is allowed here, and a second target is there. In each of the four protocols:

            | fault of the first target | what the caller gets | attempts | before the next target is asked |
            |---|---|---|---|

            """);
        foreach (var (fault, asked, name, time, isStream) in FailoverTests.Shown)
            page.Append(CultureInfo.InvariantCulture, $"| {fault}{(isStream ? ", in a stream" : "")} (`{name}`) | the second target's answer | {asked} + 1 | {time} |\n");

        foreach (var fault in RescueTests.Shown)
            page.Append(CultureInfo.InvariantCulture, $"| {fault}, behind the first text of a stream | the first target's text, gone on with by the second | 1 + 1 | {(fault == "stall" ? "its limit" : "at once")} |\n");

        page.Append("""

            When all of them fail, the caller gets the first error, in the provider's own words where it had some, and `x-ferrogate-failed` names all that were asked.

            """);
        var generated = page.ToString().TrimEnd('\n') + "\n";
        Assert.Equal(generated, GeneratedPage.Found("../resilience.md", generated));
    }

    private static string Done(NextStep step) => step switch
    {
        NextStep.Repeat => "again",
        NextStep.Next => "next",
        NextStep.Larger => "larger",
        _ => "told",
    };

    private static string Whose(Blame blame) => blame switch
    {
        Blame.Caller => "the caller's",
        Blame.Provider => "the provider's",
        _ => "the operator's",
    };
}
