namespace FerroGate.Server.Proxy.Health;

/// <summary>What the answers to a question have shown so far. Until the first of them an upstream counts as healthy.</summary>
internal sealed class ActiveHealth(HealthQuestion question)
{
    private int _passes;
    private int _fails;
    private volatile bool _isHealthy = true;

    public HealthQuestion Question { get; } = question;

    public bool IsHealthy => _isHealthy;

    /// <summary>Counts an answer. Whether it has changed what is known.</summary>
    public bool Count(bool isGood)
    {
        var before = _isHealthy;
        if (isGood)
        {
            _fails = 0;
            if (++_passes >= Question.Passes)
                _isHealthy = true;
        }
        else
        {
            _passes = 0;
            if (++_fails >= Question.Fails)
                _isHealthy = false;
        }

        return before != _isHealthy;
    }
}
