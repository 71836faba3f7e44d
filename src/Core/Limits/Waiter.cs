using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>A request that fits what was spent, and not what others hold beside that.</summary>
internal sealed class Waiter(Claim claim, long ticket)
{
    public Claim Claim { get; } = claim;

    /// <summary>Its place among all who wait.</summary>
    public long Ticket { get; } = ticket;

    /// <summary>Whose hold it waits for; <c>null</c> when it does not wait any more.</summary>
    public Spend? For { get; private set; }

    public LinkedListNode<Waiter>? Node { get; private set; }

    public ITimer? Timer { get; set; }

    public CancellationTokenRegistration Leaving { get; set; }

    public TaskCompletionSource<Outcome<Reservation>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Stands in a line, behind all who came before it.</summary>
    public void WaitFor(Spend spend)
    {
        var next = spend.Line.Last;
        while (next is not null && next.Value.Ticket > Ticket)
            next = next.Previous;

        For = spend;
        Node = next is null ? spend.Line.AddFirst(this) : spend.Line.AddAfter(next, this);
    }

    /// <summary>Waits no more.</summary>
    /// <param name="outcome">What it is told; <c>null</c> where nobody asks any more.</param>
    public void End(Outcome<Reservation>? outcome)
    {
        For = null;
        Timer?.Dispose();

        // Not waited for: it may be this very call that it stands for.
        Leaving.Unregister();
        if (outcome is { } answer)
            Answer.SetResult(answer);
        else
            Answer.SetCanceled();
    }
}
