using FerroGate.Core.Circuits;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Seventh room: asks the targets in order until one answers, with retries and circuits.</summary>
internal sealed class Dispatch(TargetClient client, Backoff backoff, TimeProvider clock)
{
    /// <summary>A live answer of any status, or why there is none. The exchange is told which target it was.</summary>
    public async Task<Outcome<Upstream>> EnterAsync(Exchange exchange, CancellationToken cancellation)
    {
        var settings = exchange.Admitted.Snapshot.Reliability;
        Attempt? last = null;
        foreach (var choice in exchange.Admitted.Permit.Targets)
        {
            var target = choice.Target;
            var circuit = exchange.Admitted.Facts.Revision.Providers.Of(target.Provider).Circuit;
            if (!circuit.TryEnter(settings.Circuit))
            {
                last ??= new Attempt(null, ProviderFailures.CircuitOpen(target.Provider, settings.Circuit!.Cooldown), MayRepeat: false);
                continue;
            }

            last?.Upstream?.Dispose();
            exchange.Choose(choice);
            last = await AskAsync(exchange, target, circuit, cancellation);
            if (last is { Failure: null, Upstream.Status: not (429 or >= 500) })
            {
                break;
            }
        }

        if (last!.Upstream is { } upstream)
        {
            return upstream;
        }

        exchange.EndWith(Ending.Unreachable, last.Failure!);
        return last.Failure!;
    }

    private async Task<Attempt> AskAsync(Exchange exchange, Target target, Circuit circuit, CancellationToken cancellation)
    {
        var settings = exchange.Admitted.Snapshot.Reliability;
        for (var attempt = 1; ; attempt++)
        {
            Attempt outcome;
            try
            {
                outcome = await client.AskAsync(exchange, target, cancellation);
            }
            catch
            {
                circuit.ReportNothing();
                throw;
            }

            var failed = outcome.Failure is not null || outcome.Upstream!.Status is 429 or >= 500;
            if (!failed)
            {
                circuit.ReportSuccess();
                return outcome;
            }

            if (outcome.Upstream is { Status: 429 })
            {
                // It lives, and one caller's rate must not close it to all others.
                circuit.ReportNothing();
            }
            else
            {
                circuit.ReportFailure(settings.Circuit);
            }

            if (!outcome.MayRepeat || attempt > settings.DispatchMaxRetries)
            {
                return outcome;
            }

            // Waits first: who leaves while waiting must not take the circuit's one probe along.
            await WaitAsync(outcome, attempt, cancellation);
            if (!circuit.TryEnter(settings.Circuit))
            {
                return outcome;
            }

            outcome.Upstream?.Dispose();
        }
    }

    private async Task WaitAsync(Attempt outcome, int attempt, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(outcome.Wait ?? backoff.After(attempt), clock, cancellation);
        }
        catch
        {
            outcome.Upstream?.Dispose();
            throw;
        }
    }
}
