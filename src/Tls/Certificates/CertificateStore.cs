namespace FerroGate.Tls.Certificates;

/// <summary>Every certificate that a config names, each read once, and read again while the process runs.</summary>
public sealed class CertificateStore(TimeProvider clock)
{
    /// <summary>How often the files are looked at.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly Dictionary<CertificateFiles, WatchedCertificate> _certificates = [];
    private readonly Lock _lock = new();

    /// <summary>Hears of each certificate that was exchanged.</summary>
    public Action<WatchedCertificate>? OnRenewed { get; set; }

    /// <summary>Hears why files that have changed are not used.</summary>
    public Action<CertificateException>? OnRefused { get; set; }

    /// <summary>The certificate in these files.</summary>
    /// <exception cref="CertificateException">It cannot be used.</exception>
    public WatchedCertificate Open(CertificateFiles files)
    {
        lock (_lock)
        {
            if (!_certificates.TryGetValue(files, out var certificate))
                _certificates[files] = certificate = new WatchedCertificate(files);
            return certificate;
        }
    }

    /// <summary>Keeps no others than these.</summary>
    public void Keep(IEnumerable<CertificateFiles> files)
    {
        var kept = files.ToHashSet();
        lock (_lock)
        {
            foreach (var gone in _certificates.Keys.Where(known => !kept.Contains(known)).ToList())
                _certificates.Remove(gone);
        }
    }

    /// <summary>Looks at the files again and again, until it is told to end.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                RefreshAll();
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    /// <summary>Looks at all files once.</summary>
    public void RefreshAll()
    {
        List<WatchedCertificate> certificates;
        lock (_lock)
            certificates = [.. _certificates.Values];
        foreach (var certificate in certificates)
        {
            try
            {
                if (certificate.Refresh())
                    OnRenewed?.Invoke(certificate);
            }
            catch (CertificateException failure)
            {
                OnRefused?.Invoke(failure);
            }
        }
    }
}
