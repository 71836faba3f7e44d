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

            - **again**: the same target is asked once more, as often as `provider_dispatch_max_retries` says, after `Retry-After` or a random wait that grows; then
              the next one. A provider that wants more than 5 s is left alone at once.
            - **next**: the next target in the order that the [strategy](routing.md) gives.
            - **larger**: the next target with a larger `context_window`, or one of which nobody has said it.
            - **told**: the caller is told. No other target would answer otherwise.

            Every AI answer says in `x-ferrogate-provider` and `x-ferrogate-model` who answered, and in `x-ferrogate-attempts` how often anybody was asked; the record
            lists the attempts (`attempt_list`) and the targets that the request could not go to (`removed_targets`). No request takes more than
            `provider_dispatch_max_attempts`, and none begins later than `provider_dispatch_budget_secs` after it.

            A circuit is kept for each model of a provider; it survives a reload. What the caller did wrong never counts against it; a stream that breaks off or falls
            silent does, however well it began.

            | fault | what is done | whose fault | opens the circuit |
            |---|---|---|---|

            """);
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var meaning = FaultTable.Of(kind);
            page.Append(CultureInfo.InvariantCulture, $"| `{FaultNames.Of(kind)}` | {Done(meaning.Next)} | {Whose(meaning.Blame)} | {(meaning.OpensCircuit ? "yes" : "")} |\n");
        }

        page.Append("""

            ## Streams

            Nothing of a stream goes to the client before its first content (text, reasoning, a refusal, the arguments of a tool), so a provider that fails inside
            its first events is passed over like any other. What says nothing for 5 s after its first byte goes out as it came. Behind the first content a
            stream that breaks off ends with an error event in the client's own protocol, and never as if it were whole.

            ## What it costs

            An attempt that failed may be charged all the same. What its provider reported before it failed is settled at its own price, beside the answer, as an
            entry with `failed_attempt`; what was sent in full and lost without a report is estimated from the prompt; what a provider refused costs nothing. The
            caller sees the usage of the answer, and the record that of each attempt. Before another attempt the key's budget must have room for it beside
            what those before it are charged; where it has not, the caller gets the earlier error ([decision 0018](decisions/0018-what-failed-attempts-cost.md)).

            When the client goes, the provider is told at once, or with `on_disconnect drain 30s` the answer is read on for so long, so that what the provider
            reports at its end is settled. Nobody else is asked then.

            ## What is shown

            One retry is allowed here, and a second target is there. In each of the four protocols:

            | fault of the first target | answer | first target asked | second target asked |
            |---|---|---|---|

            """);
        foreach (var (fault, asked, name, isStream) in FailoverTests.Shown)
            page.Append(CultureInfo.InvariantCulture, $"| {fault}{(isStream ? ", in a stream" : "")} (`{name}`) | the second target's, whole | {asked} | 1 |\n");

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
