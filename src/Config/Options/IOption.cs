namespace FerroGate.Config.Options;

/// <summary>What is known of an option without knowing what it belongs to: the documentation, the schema and the tests use it.</summary>
internal interface IOption
{
    string Name { get; }

    /// <summary>What TOML calls it; most have one name in both languages.</summary>
    string Key { get; }

    /// <summary>A sentence for the documentation.</summary>
    string Summary { get; }

    /// <summary>What holds where it is not written.</summary>
    string? Default { get; }

    OptionPlace Place { get; }

    bool IsRequired { get; }

    /// <summary>It can be written several times, or has several values.</summary>
    bool IsMany { get; }

    /// <summary>It is another way to write what a further option writes.</summary>
    bool IsAlias { get; }

    /// <summary>What this version cannot do yet with it; <c>null</c> where it can.</summary>
    string? Pending { get; }

    /// <summary>What it holds.</summary>
    OptionContent Content { get; }
}
