namespace FerroGate.Core.Keys;

/// <summary>
/// An allow list and a deny list of names, in which <c>*</c> stands for any letters. Deny wins; an empty allow list allows every name.
/// </summary>
public sealed class NameRules(IReadOnlyCollection<string> allowed, IReadOnlyCollection<string> denied)
{
    private readonly NamePatterns _allowed = new(allowed);
    private readonly NamePatterns _denied = new(denied);

    /// <summary>Allows every name.</summary>
    public static NameRules Everything { get; } = new([], []);

    /// <summary>Rules of two lists; the same rules wherever both are empty, as those of most keys are.</summary>
    public static NameRules Of(IReadOnlyCollection<string> allowed, IReadOnlyCollection<string> denied) =>
        allowed.Count == 0 && denied.Count == 0 ? Everything : new(allowed, denied);

    /// <summary>The allow list as it was given; empty allows every name.</summary>
    public IReadOnlyCollection<string> Allowed => allowed;

    /// <summary>The deny list as it was given.</summary>
    public IReadOnlyCollection<string> Denied => denied;

    public bool Allows(string name) => !Denies(name) && Lists(name);

    /// <summary>The name is on the deny list.</summary>
    public bool Denies(string name) => _denied.Fit(name);

    /// <summary>The name is on the allow list, or there is none.</summary>
    public bool Lists(string name) => _allowed.IsEmpty || _allowed.Fit(name);
}
