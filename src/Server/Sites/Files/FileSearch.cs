using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Files;

/// <summary>Looks for one of some files: the work of the <c>file</c> matcher and of <c>try_files</c>.</summary>
internal sealed class FileSearch
{
    private readonly CompiledTemplate? _root;
    private readonly (CompiledTemplate Path, bool IsFolder)[] _files;
    private readonly TryPolicy _policy;
    private readonly string[] _splits;
    private readonly int? _lastStatus;

    /// <param name="root">The folder; <c>null</c> is what <c>root</c> says.</param>
    /// <param name="files">Paths below it; the last may be <c>=404</c>.</param>
    /// <param name="policy">Which of those that are there is taken.</param>
    /// <param name="splits">Where paths are divided.</param>
    /// <param name="templates">Makes templates ready.</param>
    public FileSearch(
        Setting<Template>? root,
        IReadOnlyList<Template> files,
        TryPolicy policy,
        IEnumerable<string> splits,
        TemplateCompiler templates)
    {
        _lastStatus = files is [.., var last] ? StatusOf(last) : null;
        _root = templates.CompileIfThere(root);
        _files = [.. files.Take(files.Count - (_lastStatus is null ? 0 : 1)).Select(templates.Compile).Select(file => (file, file.Written.EndsWith('/')))];
        _policy = policy;
        _splits = [.. splits];
    }

    /// <summary>The file, and which of the paths named it; <c>null</c> where there is none, or that is an error of the request.</summary>
    public (MatchedFile File, int Index)? Find(SiteRequest request)
    {
        var root = _root?.Fill(request) is { Length: > 0 } own ? own : request.Root;
        (MatchedFile File, int Index)? best = null;
        FileSystemInfo? bestInfo = null;
        for (var i = 0; i < _files.Length; i++)
        {
            if (Candidate(root, _files[i].Path.Fill(request), _files[i].IsFolder) is not { } candidate)
                continue;

            var isFallback = _policy == TryPolicy.FirstExistFallback && i == _files.Length - 1;
            if (isFallback)
                return (candidate, i);
            if (Existing(candidate) is not { } info)
                continue;
            if (_policy is TryPolicy.FirstExist or TryPolicy.FirstExistFallback)
                return (candidate, i);
            if (bestInfo is null || IsBetter(info, bestInfo))
                (best, bestInfo) = ((candidate, i), info);
        }

        if (best is null && _lastStatus is { } status)
            request.Fail(new SiteError(status));
        return best;
    }

    /// <summary>The status of a last path such as <c>=404</c>.</summary>
    public static int? StatusOf(Template file) =>
        file.Constant is ['=', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

    private static FileSystemInfo? Existing(MatchedFile file)
    {
        FileSystemInfo info = file.IsFolder ? new DirectoryInfo(file.Absolute) : new FileInfo(file.Absolute);
        return info.Exists ? info : null;
    }

    // What the config writes with a slash at its end is a folder, and all else is a file, whatever the request says.
    private MatchedFile? Candidate(string root, string written, bool isFolder)
    {
        var (path, remainder) = Split("/" + PathText.Clean("/" + written, mergeSlashes: true).Trim('/'));
        if (isFolder && path != "/")
            path += "/";
        return FilePath.Below(root, path) is { } absolute ? new MatchedFile(path, absolute, remainder, isFolder) : null;
    }

    private (string Path, string Remainder) Split(string path)
    {
        foreach (var split in _splits)
        {
            if (path.IndexOf(split, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                return (path[..(at + split.Length)], path[(at + split.Length)..]);
        }

        return (path, "");
    }

    private bool IsBetter(FileSystemInfo one, FileSystemInfo other) => _policy switch
    {
        TryPolicy.MostRecentlyModified => one.LastWriteTimeUtc > other.LastWriteTimeUtc,
        TryPolicy.SmallestSize => LengthOf(one) < LengthOf(other),
        _ => LengthOf(one) > LengthOf(other),
    };

    private static long LengthOf(FileSystemInfo info) => info is FileInfo file ? file.Length : 0;
}
