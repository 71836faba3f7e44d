using System.Net;
using System.Text;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites.Files;

/// <summary><c>file_server</c>: answers with files.</summary>
internal sealed class FileServerStep
{
    private static readonly string[] DefaultIndex = ["index.html", "index.txt"];

    private readonly CompiledTemplate? _root;
    private readonly HiddenFiles _hidden;
    private readonly string[] _index;
    private readonly bool _browses;
    private readonly bool _isCanonical;
    private readonly bool _passesThrough;
    private readonly Precompressed _precompressed;
    private readonly StatusTemplate? _status;
    private readonly SiteHandler _next;

    public FileServerStep(FileServerConfig config, TemplateCompiler templates, IReadOnlyList<string> configFiles, SiteHandler next)
    {
        _root = templates.CompileIfThere(config.Root);
        _hidden = new HiddenFiles(config.Hide.Select(hide => templates.Compile(hide.Value)), configFiles.Append(config.Span.File?.Name));
        _index = config.Index switch
        {
            [] => DefaultIndex,
            [{ Value: "off" }] => [],
            var names => [.. names.Select(name => name.Value)],
        };
        _browses = config.Browse is { Value: true };
        _isCanonical = config.DisableCanonicalUris is not { Value: true };
        _passesThrough = config.PassThru is { Value: true };
        _precompressed = new Precompressed([.. config.Precompressed.Select(encoding => encoding.Value)]);
        _status = StatusTemplate.Compile(config.Status, templates);
        _next = next;
    }

    public Task HandleAsync(SiteRequest request)
    {
        var root = _root?.Fill(request) is { Length: > 0 } own ? own : request.Root;
        if (FilePath.Below(root, request.Target.Path) is not { } path)
            return Fail(request, StatusCodes.Status400BadRequest);

        if (!Directory.Exists(path))
            return File.Exists(path) && !Hides(request, path) ? ServeAsync(request, path, isIndex: false) : NotFound(request);
        if (Index(request, path) is { } index)
            return ServeAsync(request, index, isIndex: true);
        return _browses && !Hides(request, path) ? BrowseAsync(request, path) : NotFound(request);
    }

    private bool Hides(SiteRequest request, string path) => _hidden.Hides(request, path);

    private string? Index(SiteRequest request, string folder)
    {
        foreach (var name in _index)
        {
            var file = $"{folder.TrimEnd('/')}/{name}";
            if (File.Exists(file) && !Hides(request, file))
                return file;
        }

        return null;
    }

    private Task BrowseAsync(SiteRequest request, string folder)
    {
        var original = request.OriginalTarget.Path;

        // Without the slash at its end the links of the list would lead elsewhere.
        if (!original.EndsWith('/') && IsOriginalName(request))
            return RedirectAsync(request, original + "/");

        try
        {
            return FolderList.SendAsync(request, folder, path => Hides(request, path));
        }
        catch (UnauthorizedAccessException)
        {
            return Fail(request, StatusCodes.Status403Forbidden);
        }
    }

    private Task ServeAsync(SiteRequest request, string path, bool isIndex)
    {
        var original = request.OriginalTarget.Path;
        if (_isCanonical && isIndex != original.EndsWith('/') && IsOriginalName(request))
            return RedirectAsync(request, isIndex ? original + "/" : original[..^1]);
        if (!TryStatus(request, out var status))
            return Fail(request, StatusCodes.Status500InternalServerError);

        return SendAsync(request, path, status);
    }

    private async Task SendAsync(SiteRequest request, string path, int? status)
    {
        var packed = _precompressed.Open(request.Request, path);
        var file = packed?.File;
        try
        {
            file ??= OpenFile.Open(path);
        }
        catch (UnauthorizedAccessException)
        {
            request.Fail(new SiteError(StatusCodes.Status403Forbidden));
            return;
        }
        catch (IOException)
        {
            request.Fail(new SiteError(StatusCodes.Status404NotFound));
            return;
        }

        using (file)
        {
            var headers = request.Response.Headers;
            if (packed is { } side)
            {
                headers.ContentEncoding = side.Encoding;
                headers.Append("Vary", "Accept-Encoding");
            }

            if (headers.ContentType.Count == 0 && FileTypes.Of(path) is { } type)
                headers.ContentType = type;
            await new FileAnswer(file, status).SendAsync(request);
        }
    }

    // Where a directive has changed the name, the client cannot know better.
    private static bool IsOriginalName(SiteRequest request) =>
        PathText.Base(request.OriginalTarget.Path) == PathText.Base(request.Target.Path);

    private static Task RedirectAsync(SiteRequest request, string path)
    {
        // Two slashes at the beginning would name another host.
        var clean = GoEscapes.EscapePath(PathText.Clean("/" + path.TrimStart('/'), mergeSlashes: true));
        request.Response.Headers.Location = clean;
        if (!HttpMethods.IsGet(request.Request.Method) && !HttpMethods.IsHead(request.Request.Method))
            return AnswerWriter.WriteAsync(request, StatusCodes.Status308PermanentRedirect, default);

        request.Response.ContentType ??= "text/html; charset=utf-8";
        return AnswerWriter.WriteAsync(
            request,
            StatusCodes.Status308PermanentRedirect,
            Encoding.UTF8.GetBytes($"<a href=\"{WebUtility.HtmlEncode(clean)}\">Permanent Redirect</a>.\n\n"));
    }

    // In `handle_errors` a page has the status of the error.
    private bool TryStatus(SiteRequest request, out int? status)
    {
        status = _status is null ? request.HandledError?.Status : _status.Of(request);
        return _status is null || status is not null;
    }

    private Task NotFound(SiteRequest request) =>
        _passesThrough ? _next(request) : Fail(request, StatusCodes.Status404NotFound);

    private static Task Fail(SiteRequest request, int status)
    {
        request.Fail(new SiteError(status));
        return Task.CompletedTask;
    }
}
